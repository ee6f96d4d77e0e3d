namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>Exceptions that tests throw where a service or a prover would.</summary>
internal static class Faults
{
#pragma warning disable CA2201 // The runtime's own: that is what is to be recognised.
    public static Exception OutOfMemory() => new OutOfMemoryException();
#pragma warning restore CA2201

    /// <summary>An error that its source has classified already.</summary>
    public static Exception Classified(ProofErrorType type) => new ProofErrorException(new ProofError(type, "Forced by a test."));
}
