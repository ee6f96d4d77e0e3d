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

    /// <summary>
    /// The use of a prepared file beside the .zkey file (<see cref="ProvingKey.Prepare"/> makes one), when a key is loaded from a path. Without a
    /// good prepared file, the .zkey file is read. With <see cref="ExpectedSha256"/> the whole .zkey file is hashed in any case, and a prepared file is
    /// used only on Linux, if file and folder belong to this user and give other users no access. With <see cref="PointValidation.Full"/> a prepared
    /// file is never used.
    /// </summary>
    /// <value>The default is <see cref="PreparedKeyUse.Off"/>.</value>
    public PreparedKeyUse Prepared { get; init; }

    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    internal void Check()
    {
        if (Validation == PointValidation.TrustedBecauseHashIsPinned && ExpectedSha256 is null)
            throw new ArgumentException("The checks of a key's points can be skipped only if ExpectedSha256 is set.", "options");
    }
}
