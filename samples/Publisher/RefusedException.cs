namespace Shadowgraph.Samples.Publisher;

/// <summary>The input can't be used, or the answer is no.</summary>
internal sealed class RefusedException(string message) : Exception(message);
