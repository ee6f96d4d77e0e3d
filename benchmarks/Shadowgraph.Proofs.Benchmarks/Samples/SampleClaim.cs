using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Reputation;

namespace Shadowgraph.Proofs.Benchmarks.Samples;

/// <summary>A claim for one link of a reputation circuit, with a path as long as that of a registry of a million subjects.</summary>
internal static class SampleClaim
{
    private const int Subjects = 1024;
    private const int Claimant = 500;
    private const int Depth = 20;

    /// <summary>The circuit's inputs, for a subject with as many attestations as the circuit holds.</summary>
    public static CircuitInputs InputsFor(CircuitSize size) => InputsFor(size, size.Capacity());

    /// <summary>The circuit's inputs, for a subject with some attestations.</summary>
    public static CircuitInputs InputsFor(CircuitSize size, int attestations)
    {
        var registry = SampleRegistry.Create(Subjects, attestations: 1);
        registry.Publish(SampleRegistry.AddressOf(Claimant), SampleRegistry.AttestationsFor(Claimant, attestations));
        var opening = registry.Open(SampleRegistry.AddressOf(Claimant));

        // The registry becomes the first part of a larger tree, whose other nodes are arbitrary.
        var (root, siblings, sides) = (opening.Root, opening.Path.Siblings.ToList(), opening.Path.Sides.ToList());
        while (siblings.Count < Depth)
        {
            Fr sibling = siblings.Count;
            root = Poseidon.Hash(root, sibling);
            siblings.Add(sibling);
            sides.Add(false);
        }

        var claim = new ReputationLinkWitness
        {
            RegistryRoot = root,
            Scope = 1,
            Subject = opening.SubjectKey,
            Recipient = SampleRegistry.AddressOf(1).ToFr(),
            MinScore = 0,
            MaxScore = FusionTotals.ScoreScale,
            AsOf = UnixSeconds.From(SampleRegistry.AsOf, nameof(SampleRegistry.AsOf)),
            Attestations = [.. opening.Attestations.Select(attestation => LinkCutter.NumbersOf(attestation.Evidence))],
            Contexts = opening.Bundle.Hash.Contexts,
            Salt = opening.Salt,
            Siblings = siblings,
            Sides = sides,
        };
        return claim.ToInputs(size);
    }
}
