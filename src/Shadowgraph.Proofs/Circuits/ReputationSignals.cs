namespace Shadowgraph.Proofs.Circuits;

/// <summary>The index of each public signal of the reputation circuit. Contracts and keys depend on the order, which never changes.</summary>
internal static class ReputationSignals
{
    /// <summary>Root of the registry's tree. 0 on every link except the last, like all signals up to <see cref="MaxScore"/>.</summary>
    public const int RegistryRoot = 0;

    /// <summary>Hash of chain id, verifying contract, registry id and campaign.</summary>
    public const int Scope = 1;

    /// <summary>Poseidon(tag, secret, scope) of a hidden subject, else 0.</summary>
    public const int Nullifier = 2;

    /// <summary>The subject's address, or 0 for a hidden subject.</summary>
    public const int Subject = 3;

    /// <summary>The address of the proof's recipient.</summary>
    public const int Recipient = 4;

    /// <summary>The lower bound of the score, in millionths.</summary>
    public const int MinScore = 5;

    /// <summary>The upper bound of the score, in millionths.</summary>
    public const int MaxScore = 6;

    /// <summary>Unix seconds: attestations with a later expiry count. Equal on all links.</summary>
    public const int AsOf = 7;

    /// <summary>Commitment to the sums of all earlier links; 0 on the first link.</summary>
    public const int PreviousState = 8;

    /// <summary>Commitment to the sums up to and including this link; 0 on the last link.</summary>
    public const int NextState = 9;

    /// <summary>The number of public signals.</summary>
    public const int Count = 10;
}
