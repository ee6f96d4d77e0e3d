namespace Shadowgraph.Proofs.Circuits;

/// <summary>Where each public signal of the reputation circuit stands. Contracts and keys depend on the order: it never changes.</summary>
internal static class ReputationSignals
{
    /// <summary>Root of the registry's tree. 0 on a link that is not the last, like all signals up to <see cref="MaxScore"/>.</summary>
    public const int RegistryRoot = 0;

    /// <summary>Hash of chain id, verifying contract, registry id and campaign.</summary>
    public const int Scope = 1;

    /// <summary>Poseidon(tag, secret, scope) of a hidden subject, else 0.</summary>
    public const int Nullifier = 2;

    /// <summary>The subject's address, or 0 if it is hidden.</summary>
    public const int Subject = 3;

    /// <summary>Whom the proof is for.</summary>
    public const int Recipient = 4;

    /// <summary>The least score, in millionths.</summary>
    public const int MinScore = 5;

    /// <summary>The greatest score, in millionths.</summary>
    public const int MaxScore = 6;

    /// <summary>Unix seconds: attestations that expire later count. The same on all links.</summary>
    public const int AsOf = 7;

    /// <summary>Commitment to what the links before have summed up; 0 on the first.</summary>
    public const int PreviousState = 8;

    /// <summary>Commitment to what the links up to this one have summed up; 0 on the last.</summary>
    public const int NextState = 9;

    /// <summary>How many there are.</summary>
    public const int Count = 10;
}
