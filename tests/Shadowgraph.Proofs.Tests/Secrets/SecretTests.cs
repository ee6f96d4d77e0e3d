using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Tests.Audit;
using Shadowgraph.Proofs.Tests.Pipeline;
using Shadowgraph.Proofs.Tests.Proving;

namespace Shadowgraph.Proofs.Tests.Secrets;

/// <summary>
/// However a request ends, nothing of what it hides is in logs, metrics, traces, the audit trail and its file, exceptions or any ToString:
/// identity secret, salt, leaf, attestations, score and witness.
/// </summary>
[TestFixture]
[NonParallelizable]
public sealed partial class SecretTests
{
    private static readonly TimeSpan Soon = Wait.Patience;

    [Test]
    public async Task RealProver_HoweverItEnds_ShowsNoSecret()
    {
        using var ear = new Eavesdropper();
        using var folder = new AuditFolder();
        await using (var services = RealServices(ear, folder))
        {
            var pipeline = services.GetRequiredService<IProofPipeline>();
            foreach (var request in new[] { SecretWorld.Threshold(), SecretWorld.Anonymous(), SecretWorld.Threshold(), SecretWorld.Anonymous() })
                Hear(ear, pipeline, request, await pipeline.ProveAsync(request, new Progress<ProofProgress>(report => ear.Hear(WrittenOut.Of(report)))).WaitAsync(Soon));
            Assert.That(pipeline.Statistics.ServedFromCache, Is.EqualTo(2));

            foreach (var request in new[] { SecretWorld.TooHigh(), SecretWorld.WithoutEvidence(), SecretWorld.WithTheWrongSecret() })
            {
                var thrown = Assert.CatchAsync<ProofErrorException>(() => pipeline.ProveAsync(request).WaitAsync(Soon))!;
                Hear(ear, pipeline, request, thrown, thrown.Error);
            }

            var cancelled = SecretWorld.Anonymous(1);
            var ticket = await pipeline.SubmitAsync(cancelled);
            pipeline.Cancel(ticket.Id);
            Hear(ear, pipeline, cancelled, ticket, await ticket.Completion.WaitAsync(Soon));
            await pipeline.StopAsync().WaitAsync(Soon);
            await HearAuditAsync(ear, services.GetRequiredService<IAuditTrail>());
        }

        foreach (var file in folder.Files) ear.Hear(await File.ReadAllTextAsync(file));
        Assert.That(folder.Files, Is.Not.Empty);
        Assert.That(ear.Measurements, Is.GreaterThan(0));
        AssertHeardNothing(ear);
    }

    [Test]
    public async Task ScriptedProver_RetriedFallenBackFailedTimedOut_ShowsNoSecret()
    {
        using var ear = new Eavesdropper();
        using var logging = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(ear));

        // What others throw may say anything: their messages are theirs, and go nowhere.
        var careless = new ProverScript[]
        {
            Scripts.Fail(() => new IOException(SecretWorld.Careless)),
            Scripts.Fail(Faults.OutOfMemory),
            Scripts.Fail(() => new InvalidOperationException(SecretWorld.Careless)),
            Scripts.Throw(() => new HttpRequestException(SecretWorld.Careless)),
            Scripts.ReturnNull,
            Scripts.Succeed,
        };
        await using var world = new PipelineUnderTest(
            call => careless[call.Number % careless.Length](call),
            options => options.AttemptTimeout = TimeSpan.FromSeconds(10),
            services => services with
            {
                Cache = new MemoryProofCache(services.Options.Cache, services.Time),
                Strategies =
                [
                    new ResourceStrategy(services.Options.Recovery), new CircuitFallbackStrategy(services.Options.Recovery),
                    new RetryStrategy(services.Options.Recovery),
                ],
                Logger = logging.CreateLogger("Pipeline"),
            });

        for (var i = 0; i < 12; i++)
        {
            var request = i % 2 == 0 ? SecretWorld.Anonymous(i) : SecretWorld.Threshold(i);
            var ticket = await world.Pipeline.SubmitAsync(request);
            var result = await world.PassTimeUntilAsync(ticket.Completion);
            ear.Hear(WrittenOut.Of(request, ticket, result, world.Pipeline.Statistics, world.Pipeline.List()) + result.Error?.Message);
        }

        world.Prover.Script = Scripts.Hang;
        var late = await world.Pipeline.SubmitAsync(SecretWorld.Anonymous(99));
        ear.Hear(WrittenOut.Of(await world.PassTimeUntilAsync(late.Completion, TimeSpan.FromSeconds(5))));
        await HearAuditAsync(ear, world.Audit);

        var actions = world.Audit.Recent().Select(entry => entry.Action).ToHashSet();
        Assert.That(actions, Is.SupersetOf(new[] { AuditAction.Retried, AuditAction.Failed, AuditAction.Completed }));
        AssertHeardNothing(ear);
    }

    [Test]
    public void Error_MadeOfACarelessException_ShowsNoSecret()
    {
        var text = SecretWorld.Careless;
        Exception[] careless =
        [
            new InvalidOperationException(text), new IOException(text), new HttpRequestException(text), new TimeoutException(text),
            new UnauthorizedAccessException(text), new ArgumentException(text), new FormatException(text), new NotSupportedException(text),
            new AggregateException(text, new IOException(text), new InvalidOperationException(text)), new CarelessException(text),
            new OperationCanceledException(text), new InsufficientMemoryException(text), new InvalidDataException(text),
        ];

        foreach (var exception in careless)
        {
            var error = new ErrorClassifier().Classify(exception, default);
            Assert.That(SecretWorld.Secrets.FindIn($"{error} {error.Message}"), Is.Empty, exception.GetType().Name);
        }

        Assert.That(SecretWorld.Secrets.FindIn(text), Has.Count.EqualTo(3), "The text shows secrets.");
    }

    [Test]
    public async Task Log_OfAService_WithinARequest_HasItsId([Values(null, "batch")] string? key)
    {
        using var ear = new Eavesdropper();
        using var logging = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(ear));
        var host = logging.CreateLogger("Host");
        await using var world = new PipelineUnderTest(
            call =>
            {
                LogWork(host);
                return Task.FromResult(call.Result());
            },
            replace: services => services with { Key = key, Logger = logging.CreateLogger("Pipeline") });

        var result = await world.Pipeline.ProveAsync(PipelineWorld.Request(user: new("user-of-this-test"))).WaitAsync(Soon);

        var scope = key is null
            ? $"[RequestId:{result.RequestId} RequestId={result.RequestId}]"
            : $"[RequestId:{result.RequestId} Pipeline:batch RequestId={result.RequestId}, Pipeline=batch]";
        Assert.That(ear.Lines("proving by the host").Single(), Does.Contain(scope));
        Assert.That(ear.Text, Does.Not.Contain("user-of-this-test"), "users are in the audit trail alone");
    }

    private sealed class CarelessException(string message) : Exception(message);

    [LoggerMessage(1, LogLevel.Information, "proving by the host")]
    private static partial void LogWork(ILogger logger);

    private static ServiceProvider RealServices(Eavesdropper ear, AuditFolder folder)
    {
        var services = new ServiceCollection();
        services.AddLogging(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(ear));
        services.AddMetrics();
        services.AddSingleton<TimeProvider>(new ShiftedClock(SecretWorld.Now));
        services.AddSingleton<IAuditSink>(_ => new FileAuditSink(folder.Options()));
        services.AddSingleton<IProvingKeyStore>(ProvingWorld.KeyStore);
        services.AddProofPipeline(options => options.RateLimit.Permits = 0);
        return services.BuildServiceProvider();
    }

    private static void Hear(Eavesdropper ear, IProofPipeline pipeline, params object[] objects)
    {
        ear.Hear(WrittenOut.Of([.. objects, pipeline.Statistics, pipeline.List()]));
        foreach (var exception in objects.OfType<Exception>()) ear.Hear(WrittenOut.Of(exception));
    }

    private static async Task HearAuditAsync(Eavesdropper ear, IAuditTrail trail)
    {
        using var export = new MemoryStream();
        await trail.ExportAsync(export);
        ear.Hear(Encoding.UTF8.GetString(export.ToArray()));
        ear.Hear(WrittenOut.Of(trail.Recent(), trail.Verify(), trail.Head));
        Assert.That(trail.Recent(), Is.Not.Empty);
    }

    private static void AssertHeardNothing(Eavesdropper ear)
    {
        ear.ReadInstruments();
        Assert.That(SecretWorld.Secrets.Count, Is.GreaterThan(10_000), "the witness is among them");
        Assert.That(ear.Logs, Is.GreaterThan(0));
        Assert.That(ear.Traces, Is.GreaterThan(0));
        Assert.That(SecretWorld.Secrets.FindIn(ear.Text), Is.Empty);
    }
}
