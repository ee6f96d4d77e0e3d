namespace Shadowgraph.Proofs.Tests.Fuzzing;

/// <summary>Something that the library reads and that others may have written.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Samples">Good ones, to be damaged.</param>
/// <param name="Read">Reads one; what it returns doesn't matter.</param>
/// <param name="Documented">The exceptions that reading may throw.</param>
internal sealed record InputFormat(string Name, byte[][] Samples, Action<byte[]> Read, params Type[] Documented)
{
    /// <summary>Inputs of the short run: fewer where each is a file on a disk.</summary>
    public int ShortRun { get; init; } = 1_500;

    public override string ToString() => Name;
}
