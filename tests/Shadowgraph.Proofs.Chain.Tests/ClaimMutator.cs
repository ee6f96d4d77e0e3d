using System.Numerics;
using Airdrop;
using Airdrop.Evm;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using static Shadowgraph.Proofs.Chain.Tests.ChainWorld;

namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>A claim to send: a campaign, a call, a time.</summary>
internal sealed record Attempt(string What, Campaign Campaign, byte[] Call, long Time);

/// <summary>Makes claims that are good and such that are changed in one place, from a seed.</summary>
internal sealed class ClaimMutator
{
    private readonly Random _random;
    private readonly TestChain _chain;
    private readonly List<(Campaign Campaign, ReputationProof Proof, Consent? Consent)> _claims = [];

    private ClaimMutator(TestChain chain, int seed)
    {
        _chain = chain;
        _random = new Random(seed);
    }

    /// <summary>The consents in the claims.</summary>
    public (EvmAddress Subject, EvmAddress Recipient, Consent Consent)[] Consents =>
        [.. _claims.Where(claim => claim.Consent is not null).Select(claim => (claim.Proof.Subject!.Value, claim.Proof.Recipient, claim.Consent!))];

    /// <summary>A claim of each kind, for each campaign.</summary>
    public static async Task<ClaimMutator> CreateAsync(int seed)
    {
        var chain = await TestChain.GetAsync();
        var mutator = new ClaimMutator(chain, seed);
        foreach (var statement in (ProofStatement[])[ProofStatement.Exact(), ProofStatement.Threshold(500_000), ProofStatement.Range(400_000, 990_000)])
        {
            await mutator.AddAsync(chain.Open, Ada, statement, Ada);
            await mutator.AddAsync(chain.Open, Ada, statement, Stranger);
            await mutator.AddAsync(chain.Anonymous, Hidden, statement.Anonymously(allowIdentifyingBounds: true), Stranger);
        }

        await mutator.AddAsync(chain.Open, Ada, ProofStatement.SetMembership(), Ada, CircuitSize.Medium);
        await mutator.AddAsync(chain.Exact, Ada, ProofStatement.Exact(), Ada);
        await mutator.AddAsync(chain.Exact, Ada, ProofStatement.Exact(), Ada, CircuitSize.Large);
        await mutator.AddAsync(chain.Exact, Ada, ProofStatement.Threshold(500_000), Ada);
        await mutator.AddAsync(chain.Open, Grace, ProofStatement.Exact(), Grace);
        await mutator.AddAsync(chain.Exact, Grace, ProofStatement.Exact(), Grace);
        await mutator.AddAsync(chain.Anonymous, HiddenLong, ProofStatement.Threshold(500_000).Anonymously(), Stranger);
        await mutator.AddAsync(chain.Open, Ada, ProofStatement.Exact(), Stranger, consent: await chain.Open.ConsentAsync(Ada, Stranger));
        await mutator.AddAsync(chain.Open, Grace, ProofStatement.Exact(), Stranger, consent: await chain.Open.ConsentAsync(Grace, Stranger));
        return mutator;
    }

    /// <summary>The next claim.</summary>
    public Attempt Next()
    {
        var (campaign, proof, consent) = Pick(_claims);
        var call = ClaimCall.Encode(proof, consent);
        var word = _random.Next((call.Length - 4) / 32);
        var time = Now;
        var what = "as it is";
        switch (_random.Next(16))
        {
            case 0:
                (what, call) = ($"word {word} and a little", Forge.WithWord(call, word, Forge.WordOf(call, word) + _random.Next(-2, 3)));
                break;
            case 1:
                var modulus = _random.Next(2) == 0 ? Fr.Modulus : Fp.Modulus;
                (what, call) = ($"word {word} plus a modulus", Forge.WithWord(call, word, Forge.WordOf(call, word) + modulus));
                break;
            case 2:
                var bit = BigInteger.One << _random.Next(256);
                (what, call) = ($"word {word} with another bit", Forge.WithWord(call, word, Forge.WordOf(call, word) ^ bit));
                break;
            case 3:
                (what, call) = ($"word {word} at random", Forge.WithWord(call, word, Abi.Number(RandomBytes(32))));
                break;
            case 4:
                (what, call) = ($"word {word} small", Forge.WithWord(call, word, _random.Next(3)));
                break;
            case 5:
                var from = Pick(_claims);
                var source = ClaimCall.Encode(from.Proof, from.Consent);
                var taken = Math.Min(word, ((source.Length - 4) / 32) - 1);
                (what, call) = ($"word {word} of another claim", Forge.WithWord(call, word, Forge.WordOf(source, taken)));
                break;
            case 6:
                campaign = Pick(_chain.Campaigns);
                what = "to a campaign at random";
                break;
            case 7 or 8:
                time = AsOf.ToUnixTimeSeconds() + Pick<int>([-3600, -1, 0, 1, 3599, 3600, 3601, 100_000]);
                what = "at another time";
                break;
            case 9:
                (what, call) = ("with circuit at random", Forge.WithWord(call, 0, _random.Next(4)));
                break;
            case 10:
                (what, call) = ("shortened or longer", _random.Next(2) == 0 ? call[..^_random.Next(1, 40)] : [.. call, .. RandomBytes(_random.Next(1, 40))]);
                break;
            case 11:
                var points = proof.Links[^1].Proof;
                var t = new Fr((ulong)_random.Next(2, 1000));
                (what, call) = ("randomised", ClaimCall.Encode(Forge.WithPoints(proof, Forge.Randomised(points, t)), consent));
                break;
            case 12:
                var other = Pick(_claims).Proof.Links[0].Proof;
                (what, call) = ("with points of another proof", ClaimCall.Encode(Forge.WithPoints(proof, other), consent));
                break;
            case 13 when proof.Links.Count > 1:
                var links = proof.Links.ToArray();
                _random.Shuffle(links);
                (what, call) = ("with links in another order", ClaimCall.Encode(Forge.With(proof, links), consent));
                break;
        }

        return new Attempt(what, campaign, call, time);
    }

    /// <summary>A call of a function, with arguments that may be anything.</summary>
    public byte[] CallOf(string signature)
    {
        var words = _random.Next(0, 24);
        return [.. Abi.Call(signature), .. RandomBytes(32 * words).Select((value, i) => _random.Next(3) == 0 && i % 32 < 30 ? (byte)0 : value)];
    }

    public T Pick<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    private byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private async Task AddAsync(
        Campaign campaign, EvmAddress subject, ProofStatement statement, EvmAddress recipient, CircuitSize size = CircuitSize.Small,
        Consent? consent = null) =>
        _claims.Add((campaign, await ProveAsync(campaign.Scope, subject, statement, recipient, size), consent));
}
