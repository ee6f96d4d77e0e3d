using System.Numerics;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Tests.Circuits.Model;

/// <summary>
/// A malicious prover: puts any value on any wire, lets everything else follow, and learns which constraints stand in the way. A test
/// that expects one label alone shows that without this constraint the forgery would be a proof.
/// </summary>
internal static class Forgery
{
    /// <summary>Twenty-five attestations, so that a second block begins; plain values, all active.</summary>
    public static PlainClaim Claim { get; } = new()
    {
        Attestations =
        [
            .. Enumerable.Range(1, 25).Select(i =>
                new PlainAttestation(i << 20, (26 - i) << 20, 1 << 18, 40_000 + i, ClaimGenerator.AsOf + 1_000 + i)),
        ],
        MinScore = 0,
        MaxScore = 1_000_000,
    };

    /// <summary>A claim of three full links whose last is not quite full.</summary>
    public static PlainClaim Long { get; } =
        Claim with { Attestations = [.. Enumerable.Repeat(Claim.Attestations, 5).SelectMany(each => each)] };

    public static PlainClaim WithAttestation(int index, Func<PlainAttestation, PlainAttestation> change) =>
        Claim with { Attestations = [.. Claim.Attestations.Select((each, i) => i == index ? change(each) : each)] };

    /// <summary>The paths of all constraints that a forged witness violates, each once.</summary>
    public static List<string> Violations(PlainClaim claim, params (string Wire, Fr Value)[] forged) =>
        Violations(claim.Links(Systems.TinySlots).Single(), forged);

    /// <inheritdoc cref="Violations(PlainClaim, ValueTuple{string, Fr}[])"/>
    public static List<string> Violations(ReputationLinkWitness link, params (string Wire, Fr Value)[] forged)
    {
        var (system, wires) = (Systems.Tiny, WiresByPath.Value);
        var values = forged.ToDictionary(each => wires[each.Wire], each => each.Value);
        using var inputs = link.ToInputs(Systems.TinySlots);
        using var witness = system.SolveUnchecked(inputs, (wire, honest) => values.TryGetValue(wire, out var value) ? value : honest);
        return [.. ConstraintAudit.Violated(system.R1cs, witness.Values).Select(system.Labels.OfConstraint).Distinct()];
    }

    /// <summary>The bits of an integer on the wires of a part of a slot.</summary>
    public static IEnumerable<(string Wire, Fr Value)> Bits(string path, BigInteger value, int count) =>
        Enumerable.Range(0, count).Select(i => ($"{path}/bit[{i}]", (Fr)(ulong)((value >> i) & 1)));

    private static Lazy<Dictionary<string, int>> WiresByPath { get; } = new(() =>
        Enumerable.Range(1, Systems.Tiny.R1cs.WireCount - 1)
            .GroupBy(wire => Systems.Tiny.Labels.OfWire(wire))
            .ToDictionary(same => same.Key, same => same.First()));
}
