using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Tests.Secrets;

/// <summary>
/// Values that must not be seen, and the search for them: large ones in hexadecimal of either case, decimal and base64, in both byte orders and
/// within longer runs; small ones as numbers that stand alone.
/// </summary>
internal sealed partial class PlantedSecrets
{
    private const int Size = Fr.Size;

    // In hexadecimal, lower case, as written with the least significant byte first, and the other way round.
    private readonly Dictionary<string, string> _large = [];
    private readonly Dictionary<string, string> _numbers = [];

    /// <summary>How many values it knows.</summary>
    public int Count => _large.Count + _numbers.Count;

    /// <summary>Adds a field element; one that is below 2^64 could be anything and is left out.</summary>
    public void Add(string name, in Fr value)
    {
        if (value.ToBigInteger() < BigInteger.One << 64) return;
        var bytes = new byte[Size];
        value.Write(bytes);
        AddBytes(name, bytes);
        Array.Reverse(bytes);
        AddBytes(name, bytes);
    }

    /// <summary>Adds a number as it may be written.</summary>
    public void Add(string name, params string[] forms)
    {
        foreach (var form in forms) _numbers.TryAdd(form, name);
    }

    /// <summary>Adds a score, hidden by its statement: in millionths, as a fraction and in per cent.</summary>
    public void AddScore(int millionths) => Add(
        "score",
        millionths.ToString(CultureInfo.InvariantCulture),
        (millionths / 1e6).ToString("0.######", CultureInfo.InvariantCulture),
        (millionths / 1e4).ToString("0.####", CultureInfo.InvariantCulture));

    /// <summary>Adds all that a job's witness holds and its public signals do not say.</summary>
    public void AddWitness(string name, ProofJob job)
    {
        var plan = ProofPlan.For(job.Opening.AttestationCount, CircuitSize.Small);
        var circuit = ReputationCircuits.Get(plan.Size);
        using var cutter = new LinkCutter(ProofClaim.Check(job, plan), plan);
        using var inputs = cutter.Next().ToInputs(plan.Size);
        using var witness = circuit.Solve(inputs);
        var known = witness.PublicSignals(circuit.R1cs).ToHashSet();
        var wire = 0;
        foreach (var value in witness.Values)
        {
            if (!known.Contains(value)) Add($"{name}, wire {wire}", value);
            wire++;
        }
    }

    /// <summary>Names what a text shows of them; empty if nothing.</summary>
    public IReadOnlyCollection<string> FindIn(string text)
    {
        var found = new HashSet<string>();
        foreach (Match run in Hexadecimal().Matches(text))
        {
            var digits = run.Value.ToLowerInvariant();
            for (var i = 0; i + 2 * Size <= digits.Length; i++) Look(_large, digits.Substring(i, 2 * Size), found);
        }

        foreach (Match run in Base64().Matches(text))
        {
            var code = run.Value.Replace('-', '+').Replace('_', '/');
            for (var i = 0; i < 4; i++)
            {
                // A value can begin within a group of four; what is cut off its ends is looked for with the others.
                var piece = code.AsSpan(i)[..((code.Length - i) / 4 * 4)];
                var bytes = new byte[piece.Length];
                if (!Convert.TryFromBase64Chars(piece, bytes, out var length)) continue;
                for (var j = 0; j + Size <= length; j++) Look(_large, Convert.ToHexStringLower(bytes, j, Size), found);
            }

            // 32 bytes take 43 characters, without the padding.
            for (var i = 0; i + 43 <= code.Length; i++)
            {
                var bytes = new byte[Size + 1];
                if (Convert.TryFromBase64Chars(string.Concat(code.AsSpan(i, 43), "="), bytes, out var length) && length == Size)
                    Look(_large, Convert.ToHexStringLower(bytes, 0, Size), found);
            }
        }

        foreach (Match run in Number().Matches(text)) Look(_numbers, run.Value, found);
        return found;
    }

    private static void Look(Dictionary<string, string> secrets, string form, HashSet<string> found)
    {
        if (secrets.TryGetValue(form, out var name)) found.Add(name);
    }

    private void AddBytes(string name, byte[] bytes)
    {
        _large.TryAdd(Convert.ToHexStringLower(bytes), name);
        _numbers.TryAdd(new BigInteger(bytes, isUnsigned: true).ToString(CultureInfo.InvariantCulture), name);
    }

    [GeneratedRegex("[0-9a-fA-F]{64,}")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex("[A-Za-z0-9+/_-]{43,}")]
    private static partial Regex Base64();

    // Not within an identifier or a longer number.
    [GeneratedRegex(@"(?<![\w.])\d+(\.\d+)?(?![\w])")]
    private static partial Regex Number();
}
