using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Tests.Cluster.Processes;

namespace Shadowgraph.Proofs.Tests.Cluster;

/// <summary>Requests with the real prover while everything is killed at random.</summary>
[TestFixture]
[Category("Long")]
public sealed class SoakTests
{
    private const int RequestsAMinute = 100;

    /// <summary>Fewer with SOAK_MINUTES, to try the test out.</summary>
    private static int Minutes => int.Parse(Environment.GetEnvironmentVariable("SOAK_MINUTES") ?? "20", CultureInfo.InvariantCulture);

    [Test]
    public async Task Requests_WhileSilosFrontsAndRedisAreKilled_EachEndOnce()
    {
        var (count, minutes) = (RequestsAMinute * Minutes, Minutes);
        var key = await RealProofTests.MakeKeyAsync();
        await using var world = await ClusterWorld.StartAsync(
            "real", "--ProofCluster:MaxConcurrency=1", "--ProofCluster:RequestTimeout=00:55:00", "--ProofCluster:MaxStarts=1000",
            "--ProofCluster:AcceptTimeout=00:01:00");
        var front = await world.FrontAsync();
        var made = new ConcurrentDictionary<Guid, ProofRequest>();
        using var over = new CancellationTokenSource();
        var chaos = KillAsync(world, over.Token);
        var interval = TimeSpan.FromMinutes(minutes) / count;
        var began = TimeProvider.System.GetTimestamp();

        for (var i = 0; i < count; i++)
        {
            if (i % 20 == 10)
            {
                // A front that dies as soon as its request is accepted.
                using var killed = world.Run("prove", "--user=alice", $"--recipient=0x{i + 1:x40}");
                var line = await killed.LineAsync("ACCEPTED");
                killed.Kill();
                made[Guid.Parse(line["ACCEPTED ".Length..])] = null!;
            }
            else
            {
                var (request, id) = Requests.Make(world);
                await SubmitAsync();
                made[id] = request;

                async Task SubmitAsync()
                {
                    while (true)
                    {
                        try
                        {
                            await front.Cluster.SubmitAsync(request);
                            return;
                        }
                        catch (ProofErrorException e) when (e.Error.Type == ProofErrorType.QueueFull)
                        {
                            await Task.Delay(interval); // the same id again
                        }
                    }
                }
            }

            var early = (interval * i) - TimeProvider.System.GetElapsedTime(began);
            if (early > TimeSpan.Zero) await Task.Delay(early);
        }

        await over.CancelAsync();
        await chaos;
        await world.StartSilosAsync();
        var results = await Task.WhenAll(made.Keys.Select(id => front.Cluster.WaitAsync(ClusterWorld.Alice, id))).WaitAsync(TimeSpan.FromMinutes(minutes + 10));

        Assert.That(made, Has.Count.EqualTo(count));
        Assert.That(results, Has.All.Matches<ProofResult?>(result => result?.State == ProofState.Completed));
        Requests.AssertEndedOnce(world, made.Keys);
        var verifier = new ReputationVerifier(
            new Dictionary<CircuitSize, VerifyingKey> { [CircuitSize.Small] = key }, new Dictionary<CircuitSize, string> { [CircuitSize.Small] = key.Hash });
        foreach (var result in results)
        {
            var verification = verifier.Verify(result!.Proof!, new ProofExpectation
            {
                AcceptedRoots = [result.Proof!.RegistryRoot],
                Scope = ProofScope.None,
                Recipient = made[result.RequestId]?.Recipient ?? result.Proof.Recipient,
                Mode = ProofMode.Disclosed,
                Bounds = ScoreBounds.AtLeast(100_000),
                MaxAge = TimeSpan.FromHours(2),
                AllowDevelopmentKeys = true,
            });
            Assert.That(verification.IsValid, Is.True, string.Join(' ', verification.Failures));
        }

        var secrets = SecretForms.Of(made.Values.First(request => request is not null)).ToList();
        SecretForms.AssertAbsent(secrets, await world.Redis.DumpAsync());
        SecretForms.AssertAbsent(secrets, Encoding.UTF8.GetBytes(string.Join('\n', world.AllOutput)));
    }

    /// <summary>Kills or stops something every few seconds, and starts again what is dead, as a supervisor does.</summary>
    private static async Task KillAsync(ClusterWorld world, CancellationToken over)
    {
        var random = new Random(11);
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(5 + (random.NextDouble() * 10)), over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested) return;
            var silo = world.Silos[random.Next(world.Silos.Length)]!;
            switch (random.Next(4))
            {
                case 0 or 1:
                    silo.Kill();
                    break;
                case 2:
                    silo.Send("TERM");
                    await silo.ExitAsync();
                    break;
                default:
                    world.Redis.Kill();
                    await Task.Delay(TimeSpan.FromSeconds(1 + (random.NextDouble() * 4)), CancellationToken.None);
                    await world.Redis.StartAsync();
                    break;
            }

            await world.StartSilosAsync();
        }
    }
}
