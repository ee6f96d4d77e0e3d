using System.Security.Cryptography;
using System.Text;
using Shadowgraph.Proofs;

namespace Quickstart;

/// <summary>
/// A made-up community that resembles real communities: newcomers attest to well-known members, mostly within their own circle, so a
/// few members collect very many attestations and most collect a handful. The same seed gives the same web.
/// </summary>
internal sealed class WebOfTrust
{
    private const int CircleSize = 40;
    private const int AttestationsPerNewcomer = 9;

    private readonly Random _random;
    private readonly int _seed;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<int, Dictionary<int, Attestation>> _received = [];
    private readonly double[] _honesty;

    public WebOfTrust(int seed, int members, DateTimeOffset now)
    {
        _seed = seed;
        _now = now;
        _random = new Random(seed);
        _honesty = [.. Enumerable.Range(0, members).Select(_ => 1 - Math.Pow(_random.NextDouble(), 2.5) * 0.9)];
        Count = members;
        Grow();
    }

    /// <summary>How many members there are.</summary>
    public int Count { get; }

    /// <summary>The address of a member; members beyond <see cref="Count"/> are visitors who only attest.</summary>
    public EvmAddress AddressOf(int member) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"quickstart {_seed} member {member}")).AsSpan(0, 20));

    /// <summary>The attestations about a member.</summary>
    public IReadOnlyCollection<Attestation> About(int member) => _received[member].Values;

    /// <summary>Gives a member exactly this many attesters, drawing on visitors where the community is too small.</summary>
    public void Fill(int member, int attesters)
    {
        var received = _received[member];
        foreach (var surplus in received.Keys.Skip(attesters).ToArray()) received.Remove(surplus);
        for (var other = 0; received.Count < attesters; other++)
        {
            if (other != member && !received.ContainsKey(other)) Attest(other, member);
        }
    }

    private void Grow()
    {
        // A list with a member once for each received attestation: a random choice prefers well-known members.
        var known = new List<int>();
        for (var newcomer = 0; newcomer < Count; newcomer++)
        {
            _received[newcomer] = [];
            known.Add(newcomer);
            for (var i = 0; i < Math.Min(AttestationsPerNewcomer, newcomer); i++)
            {
                var other = _random.Next(3) == 0 ? known[_random.Next(known.Count)] : InCircleOf(newcomer);
                if (other == newcomer || _received[other].ContainsKey(newcomer)) continue;
                Attest(newcomer, other);
                known.Add(other);
                if (_random.Next(2) == 0) Attest(other, newcomer);
            }
        }

        for (var member = 0; member < Count; member++)
        {
            if (_received[member].Count == 0) Attest((member + 1) % Count, member);
        }
    }

    private int InCircleOf(int member)
    {
        var first = member / CircleSize * CircleSize;
        return first + _random.Next(Math.Min(CircleSize, member - first + 1));
    }

    private void Attest(int source, int target)
    {
        // Numbers of good and bad interactions, converted to an opinion by the inverse of EBSL's mapping: b = r/(r + s + 2), u = 2/(r + s + 2).
        var dealings = 1 + (int)(-Math.Log(1 - _random.NextDouble()) * 6);
        var honesty = _honesty[target % Count];
        var well = Enumerable.Range(0, dealings).Count(_ => _random.NextDouble() < honesty);
        var total = dealings + 2.0;
        var created = _now - TimeSpan.FromDays(_random.Next(1, 900));
        _received[target][source] = new Attestation
        {
            Source = AddressOf(source),
            Target = AddressOf(target),
            Opinion = new Opinion(well / total, (dealings - well) / total, 2 / total, 0.5),
            Weight = _random.Next(4) switch { 0 => 1, 1 => 0.8, 2 => 0.6, _ => 0.4 },
            Type = (AttestationType)_random.Next(1, 5),
            CreatedAt = created,
            ExpiresAt = _random.Next(3) switch { 0 => null, 1 => created + TimeSpan.FromDays(1_000), _ => created + TimeSpan.FromDays(365) },
        };
    }
}
