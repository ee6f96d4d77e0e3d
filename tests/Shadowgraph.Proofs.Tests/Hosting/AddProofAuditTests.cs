using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NSubstitute;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Tests.Audit;
using Shadowgraph.Proofs.Tests.Pipeline;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Tests.Hosting;

/// <summary>The audit trail of a host without a pipeline, and of a host with both.</summary>
[TestFixture]
public sealed class AddProofAuditTests
{
    private static readonly ProofUserId Ann = new("ann");

    [Test]
    public async Task Trail_WithoutAPipeline_WritesToAllSinks_AndTheDisposalRecordsWhatWasCounted()
    {
        var sinks = new[] { new ScriptedSink(), new ScriptedSink() };
        var services = new ServiceCollection();
        Assert.That(services.AddProofAudit(), Is.SameAs(services));
        foreach (var sink in sinks) services.AddSingleton<IAuditSink>(sink);
        await using (var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }))
        {
            var refusals = provider.GetRequiredService<RefusalAudit>();
            for (var i = 0; i < 4; i++) refusals.Record(Guid.NewGuid(), Ann, ProofErrorType.RateLimitExceeded);
            Assert.That(provider.GetRequiredService<IAuditTrail>().RecentRefusals(), Has.Count.EqualTo(1));
            Assert.That(provider.GetService<IProofPipeline>(), Is.Null);
        }

        foreach (var sink in sinks)
        {
            Assert.That(
                sink.Taken.Select(entry => (entry.UserId, entry.Error, entry.Count)),
                Is.EqualTo(new[] { (Ann, (ProofErrorType?)ProofErrorType.RateLimitExceeded, 0L), (Ann, ProofErrorType.RateLimitExceeded, 3L) }));
        }
    }

    [Test]
    public async Task Trail_BesideAPipeline_IsOne_WithTheOptionsOfBoth([Values] bool auditFirst)
    {
        var services = new ServiceCollection();
        var sink = new ScriptedSink();
        services.AddSingleton<IAuditSink>(sink);
        if (auditFirst) AddAudit();
        services.AddProofPipeline(options =>
        {
            options.Audit.Capacity = 2;
            options.Access.Blocked.Add("mallory");
        });
        if (!auditFirst) AddAudit();
        services.AddSingleton<IProver>(new ScriptedProver()).AddSingleton<IProofValidator>(new AcceptingValidator());
        await using (var provider = services.BuildServiceProvider())
        {
            var (pipeline, trail) = (provider.GetRequiredService<IProofPipeline>(), provider.GetRequiredService<IAuditTrail>());
            for (var i = 0; i < 3; i++)
                provider.GetRequiredService<RefusalAudit>().Record(Guid.NewGuid(), new ProofUserId($"user {i}"), ProofErrorType.AccessDenied);
            Assert.That(() => pipeline.SubmitAsync(PipelineWorld.Request(user: new("mallory"))), Throws.TypeOf<ProofErrorException>());

            Assert.That(
                trail.RecentRefusals().Select(entry => entry.UserId),
                Is.EqualTo(new ProofUserId[] { new("user 2"), new("mallory") }),
                "The last two of one trail, whose capacity is two.");
            Assert.That(trail.Recent().Single(entry => entry.Action == AuditAction.Configuration).Detail, Does.Contain("Audit.RefusalWindow 00:00:07"));
        }

        Assert.That(sink.Taken.Count(entry => entry.Action == AuditAction.Refused), Is.EqualTo(4));
        Assert.That(sink.Taken.Count(entry => entry.Action == AuditAction.Configuration), Is.EqualTo(1));

        void AddAudit() => services.AddProofAudit(audit => audit.RefusalWindow = TimeSpan.FromSeconds(7));
    }

    [Test]
    public void Trail_OfTheHost_ReplacesTheDefault()
    {
        var own = Substitute.For<IAuditTrail>();
        using var provider = new ServiceCollection().AddSingleton(own).AddProofAudit().BuildServiceProvider();

        provider.GetRequiredService<RefusalAudit>().Record(Guid.NewGuid(), Ann, ProofErrorType.QueueFull);

        Assert.That(provider.GetRequiredService<IAuditTrail>(), Is.SameAs(own));
        own.ReceivedWithAnyArgs(1).Record(default);
    }

    [Test]
    public void Options_ThatAreInvalid_FailTheStart()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddProofAudit(audit => (audit.Capacity, audit.RefusalWindow) = (0, TimeSpan.Zero));
        using var host = builder.Build();

        var invalid = Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync())!;

        Assert.That(invalid.Failures, Has.Exactly(2).Items.And.Some.Contains("Audit.Capacity").And.Some.Contains("Audit.RefusalWindow"));
    }

    [Test]
    public void Sink_RegisteredAsScoped_IsRefused()
    {
        using var provider = new ServiceCollection().AddProofAudit().AddScoped<IAuditSink, ScriptedSink>().BuildServiceProvider();

        Assert.That(
            () => provider.GetRequiredService<IAuditTrail>(),
            Throws.InvalidOperationException.With.Message.StartsWith("IAuditSink is registered as scoped"));
    }

    [Test]
    public void AddProofAudit_WithoutServices_IsRefused() =>
        Assert.That(() => ((IServiceCollection)null!).AddProofAudit(), Throws.ArgumentNullException);
}
