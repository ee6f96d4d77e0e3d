using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>A request that was found well-formed. Its job has a copy of the subject's secret.</summary>
internal sealed record AdmittedRequest(ProofJob Job, ProofPlan Plan, ProofKey Key);
