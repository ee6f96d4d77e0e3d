using System.Buffers.Binary;
using Airdrop.Evm;
using static Shadowgraph.Proofs.Chain.Tests.ChainWorld;

namespace Shadowgraph.Proofs.Chain.Tests;

/// <summary>Random and mutated calldata for every function of the airdrop, from a stranger: no payment that the library would not make.</summary>
[TestFixture]
[Category("Long")]
public sealed class FuzzTests
{
    private const int Calls = 100_000;
    private const int Concurrency = 4;

    [Test]
    public async Task EveryFunction_OfAnyCalldata_PaysNothingThatTheLibraryWouldNot([Values(1)] int seed)
    {
        var chain = await TestChain.GetAsync();
        var reader = await ClaimReader.CreateAsync();
        var mutator = await ClaimMutator.CreateAsync(seed);
        var consents = mutator.Consents;
        string[] functions = [.. chain.Contracts.Airdrop.Methods.Keys.Order(StringComparer.Ordinal)];
        uint[] owners =
        [
            .. functions.Where(function => new[] { "setRoot", "setPaused", "withdraw", "offerOwnership", "acceptOwnership" }.Contains(function.Split('(')[0]))
                .Select(function => chain.Contracts.Airdrop.Methods[function]),
        ];
        var (paid, refused) = (0, 0);
        for (var from = 0; from < Calls; from += 1000)
        {
            var attempts = Enumerable.Range(0, 1000)
                .Select(i => i % 4 == 0 ? new Attempt("random", mutator.Pick(chain.Campaigns), mutator.CallOf(mutator.Pick(functions)), Now) : mutator.Next())
                .ToArray();
            await Parallel.ForEachAsync(attempts, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (attempt, _) =>
            {
                var refusal = await attempt.Campaign.RefusalOfAsync(Stranger, attempt.Call, attempt.Time);
                if (refusal is not null)
                {
                    Interlocked.Increment(ref refused);
                    return;
                }

                var selector = BinaryPrimitives.ReadUInt32BigEndian(attempt.Call);
                Assert.That(owners, Has.No.Member(selector), $"{attempt.What}: a stranger as the owner, {JsonRpc.Text(attempt.Call)}");
                if (!ClaimReader.IsClaim(attempt.Call)) return;
                Interlocked.Increment(ref paid);
                Assert.That(
                    reader.Accepts(attempt.Campaign, attempt.Call, attempt.Time, consents), Is.True, $"{attempt.What}: {JsonRpc.Text(attempt.Call)}");
            });
        }

        TestContext.Out.WriteLine($"{paid} paid, {refused} refused");
        Assert.That(paid, Is.GreaterThan(Calls / 10));
        Assert.That(refused, Is.GreaterThan(Calls / 4));
    }
}
