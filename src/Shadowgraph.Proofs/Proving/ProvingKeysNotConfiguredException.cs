namespace Shadowgraph.Proofs.Proving;

/// <summary>Nobody said where proving keys come from. The message names both ways out.</summary>
public sealed class ProvingKeysNotConfiguredException() : InvalidOperationException(
    "No proving keys are configured. Either name a directory of keys from a ceremony (UseCeremonyKeys; it holds small.zkey, medium.zkey "
    + "and large.zkey), or call UseDevelopmentKeys() to have insecure keys made on this machine for development and tests.");
