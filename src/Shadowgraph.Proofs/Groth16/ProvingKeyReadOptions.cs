namespace Shadowgraph.Proofs.Groth16;

/// <summary>How a .zkey file is read.</summary>
public sealed record ProvingKeyReadOptions
{
    /// <summary>How much is checked of its points.</summary>
    /// <value>The default is <see cref="PointValidation.OnCurve"/>.</value>
    public PointValidation Validation { get; init; } = PointValidation.OnCurve;

    /// <summary>SHA-256 that the file must have, in hexadecimal of either case; null to accept any.</summary>
    /// <value>The default is null.</value>
    public string? ExpectedSha256 { get; init; }

    /// <summary>Threads at most; 0 for one per processor.</summary>
    /// <value>The default is 0.</value>
    public int MaxDegreeOfParallelism { get; init; }
}
