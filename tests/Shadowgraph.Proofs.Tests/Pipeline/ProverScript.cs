namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>What a <see cref="ScriptedProver"/> does when it is asked to prove; see <see cref="Scripts"/> for the usual ones.</summary>
internal delegate Task<ProverResult> ProverScript(ScriptedCall call);
