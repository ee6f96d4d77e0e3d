namespace Shadowgraph.Proofs;

/// <summary>What an attempt had used when something happened.</summary>
/// <param name="MemoryBytes">Bytes that its plan set aside for it; 0 before it had a plan.</param>
/// <param name="Processors">Threads it was given; 0 while it waited.</param>
/// <param name="Duration">Time since the attempt began, or since the request came if none had begun.</param>
public readonly record struct ResourceUse(long MemoryBytes, int Processors, TimeSpan Duration);
