using System.Globalization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Reputation;

namespace Shadowgraph.Proofs;

/// <summary>
/// Reads public signals as typed values. A signal out of range belongs to no proof for a job of this library.
/// </summary>
internal static class SignalReader
{
    private const int TimeBits = 40;

    private static readonly string[] Names =
        ["registryRoot", "scope", "nullifier", "subject", "recipient", "minScore", "maxScore", "asOf", "previousState", "nextState"];

    public static EvmAddress Address(ReadOnlySpan<Fr> signals, int index)
    {
        var value = signals[index].ToBigInteger();
        return value.GetBitLength() <= 160
            ? EvmAddress.Parse("0x" + value.ToString("x40", CultureInfo.InvariantCulture)[^40..])
            : throw OutOfRange(index, "an address, below 2^160");
    }

    public static ScoreBounds Bounds(ReadOnlySpan<Fr> signals)
    {
        var minimum = Score(signals, ReputationSignals.MinScore);
        var maximum = Score(signals, ReputationSignals.MaxScore);
        return minimum <= maximum
            ? new ScoreBounds(minimum, maximum)
            : throw OutOfRange(ReputationSignals.MaxScore, "at least minScore");
    }

    public static DateTimeOffset Time(ReadOnlySpan<Fr> signals, int index)
    {
        var limbs = signals[index].Canonical;
        return (limbs.L3 | limbs.L2 | limbs.L1 | (limbs.L0 >> TimeBits)) == 0 && (long)limbs.L0 <= (long)UnixSeconds.LastRepresentable
            ? DateTimeOffset.FromUnixTimeSeconds((long)limbs.L0)
            : throw OutOfRange(index, "a time in Unix seconds before the year 10000");
    }

    private static int Score(ReadOnlySpan<Fr> signals, int index)
    {
        var limbs = signals[index].Canonical;
        return (limbs.L3 | limbs.L2 | limbs.L1) == 0 && limbs.L0 <= ScoreBounds.HighestScore
            ? (int)limbs.L0
            : throw OutOfRange(index, "a score in millionths, 0 to 1000000");
    }

    private static ProofFileException OutOfRange(int index, string expected) =>
        new(ReputationProof.Kind, $"Public signal {index} ({Names[index]}) is not {expected}. No proof made for a job has such a signal.");
}
