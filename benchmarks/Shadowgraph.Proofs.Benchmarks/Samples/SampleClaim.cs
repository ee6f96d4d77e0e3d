using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Reputation;

namespace Shadowgraph.Proofs.Benchmarks.Samples;

/// <summary>A claim for one link of a reputation circuit, from a registry of 1 024 subjects.</summary>
internal static class SampleClaim
{
    private const int Subjects = 1024;
    private const int Claimant = Subjects + 1;

    /// <summary>The circuit's inputs, for a subject with as many attestations as the circuit holds.</summary>
    public static CircuitInputs InputsFor(CircuitSize size) => InputsFor(size, size.Capacity());

    /// <summary>The circuit's inputs, for a subject with some attestations.</summary>
    public static CircuitInputs InputsFor(CircuitSize size, int attestations)
    {
        var registry = SampleRegistry.Create(Subjects, attestations: 1);
        registry.Publish(SampleRegistry.AddressOf(Claimant), SampleRegistry.AttestationsFor(Claimant, attestations));
        var opening = registry.Open(SampleRegistry.AddressOf(Claimant));
        var path = opening.Path;
        var claim = new ReputationLinkWitness
        {
            RegistryRoot = opening.Root,
            Scope = 1,
            Subject = opening.SubjectKey,
            Recipient = SampleRegistry.AddressOf(1).ToFr(),
            MinScore = 0,
            MaxScore = FusionTotals.ScoreScale,
            AsOf = UnixSeconds.From(SampleRegistry.AsOf, nameof(SampleRegistry.AsOf)),
            Attestations = [.. opening.Attestations.Select(attestation => attestation.Committed)],
            Salt = opening.Salt,
            Siblings = path.Siblings,
            Sides = path.Sides,
        };
        return claim.ToInputs(size);
    }
}
