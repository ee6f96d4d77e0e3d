using Shadowgraph.Proofs.Caching;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>A request that was found well-formed.</summary>
/// <param name="Job">What is to be proved; with a copy of the subject's secret.</param>
/// <param name="Plan">How, if nothing gets in the way.</param>
/// <param name="Key">What is claimed: equal requests have the same.</param>
internal sealed record AdmittedRequest(ProofJob Job, ProofPlan Plan, ProofCacheKey Key);
