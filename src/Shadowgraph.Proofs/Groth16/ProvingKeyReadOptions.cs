namespace Shadowgraph.Proofs.Groth16;

/// <summary>Options for reading a .zkey file.</summary>
public sealed record ProvingKeyReadOptions
{
    /// <summary>The checks on the points.</summary>
    /// <value>The default is <see cref="PointValidation.OnCurve"/>.</value>
    public PointValidation Validation { get; init; } = PointValidation.OnCurve;

    /// <summary>The required SHA-256 of the file, in hexadecimal of either case; null to accept any file.</summary>
    /// <value>The default is null.</value>
    public string? ExpectedSha256 { get; init; }

    /// <summary>The most threads; 0 for one thread per processor.</summary>
    /// <value>The default is 0.</value>
    public int MaxDegreeOfParallelism { get; init; }
}
