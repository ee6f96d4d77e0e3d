namespace ProofCluster.Simulation;

/// <summary>The machines of a simulated cluster.</summary>
/// <param name="Silos">Silos.</param>
/// <param name="Fronts">Fronts.</param>
/// <param name="Cores">Processors of each machine.</param>
/// <param name="IsOneMachine">Whether silos, fronts and Redis share a machine.</param>
/// <param name="Callers">Callers, each with a single request at a time.</param>
internal sealed record ClusterShape(int Silos, int Fronts, int Cores, bool IsOneMachine, int Callers);
