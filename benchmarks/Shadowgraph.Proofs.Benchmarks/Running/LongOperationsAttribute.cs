namespace Shadowgraph.Proofs.Benchmarks.Running;

/// <summary>
/// Marks a class whose operations are so long that the JIT has optimised them after the first: the short mode warms up only once.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LongOperationsAttribute : Attribute;
