namespace Shadowgraph.Proofs.Benchmarks.Running;

/// <summary>
/// Marks a class whose operations take so long that the JIT has compiled them fully after the first: the short mode warms up once only.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LongOperationsAttribute : Attribute;
