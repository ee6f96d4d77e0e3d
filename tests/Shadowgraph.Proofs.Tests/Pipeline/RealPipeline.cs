using Microsoft.Extensions.DependencyInjection;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Tests.Proving;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>
/// The pipeline as a host gets it, with the real prover, the keys of <see cref="ProvingWorld"/>, and a clock that stands at its day.
/// </summary>
internal sealed class RealPipeline : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public RealPipeline(Action<ProofPipelineOptions>? configure = null)
    {
        Prover = new TrackedProver(ProvingWorld.Prover);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new ShiftedClock(ProvingWorld.AsOf.AddMinutes(1)));
        services.AddSingleton<IProver>(Prover);
        services.AddProofPipeline(options =>
        {
            options.Keys.EnvironmentName = "Development";
            options.Keys.UseDevelopmentKeys(Path.Combine(AppContext.BaseDirectory, "dev-keys"));
            options.RateLimit.Permits = 0;
            configure?.Invoke(options);
        });
        _services = services.BuildServiceProvider();
        Pipeline = _services.GetRequiredService<IProofPipeline>();
    }

    public IProofPipeline Pipeline { get; }

    public TrackedProver Prover { get; }

    public static ProofRequest Request(EvmAddress subject, ProofStatement statement, int recipient = 0, CircuitSize largest = CircuitSize.Small) =>
        new(ProvingWorld.People.Open(subject), statement)
        {
            Recipient = ProvingWorld.AddressOf(100 + recipient),
            Scope = ProvingWorld.Scope,
            AsOf = ProvingWorld.AsOf,
            MaxCircuitSize = largest,
            Identity = !statement.IsAnonymous ? null
                : subject == ProvingWorld.Hidden ? ProvingWorld.HiddenIdentity
                : ProvingWorld.HiddenLongIdentity,
        };

    /// <summary>Holds a result against its request, by a verifier that has nothing to do with the pipeline.</summary>
    public static async Task CheckAsync(ProofRequest request, ProofResult result)
    {
        Assert.That(result.State, Is.EqualTo(ProofState.Completed), result.Error?.ToString());
        var (proof, statement) = (result.Proof!, request.Statement);
        var score = request.Opening.Fuse(ProvingWorld.AsOf).ScoreMillionths;
        var expectation = ProvingWorld.Expect(statement.IsAnonymous ? ProofMode.Anonymous : ProofMode.Disclosed) with
        {
            Recipient = request.Recipient,
            Subject = request.Opening.Subject,
            Bounds = statement.Bounds ?? new ScoreBounds(score, score),
            RequireExactScore = statement.Kind == ProofKind.Exact,
            AsOf = ProvingWorld.AsOf,
        };
        var key = (await ProvingWorld.KeyStore.GetAsync(proof.Size)).VerifyingKey;
        var verifier = ReputationVerifier.Trusting(proof.Size, key, new ShiftedClock(ProvingWorld.AsOf.AddMinutes(10)));

        Assert.That(verifier.Verify(proof, expectation).ToString(), Is.EqualTo("valid"));
        Assert.That(proof.Bounds, Is.EqualTo(expectation.Bounds));
        Assert.That(result.Hash, Is.EqualTo(ProofHash.Of(proof)));
        Assert.That(result.PublicSignals.SequenceEqual(proof.Links[^1].Signals), Is.True);
        Assert.That(result.FusedOpinion, Is.EqualTo(request.Opening.Fuse(ProvingWorld.AsOf)));
        Assert.That(result.Circuit, Is.EqualTo(proof.Size));
        Assert.That(result.LinkCount, Is.EqualTo(proof.Links.Count));
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
