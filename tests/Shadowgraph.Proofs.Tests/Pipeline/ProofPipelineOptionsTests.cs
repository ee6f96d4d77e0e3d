using Shadowgraph.Proofs.Access;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Tests.Configuration;

namespace Shadowgraph.Proofs.Tests.Pipeline;

[TestFixture]
public sealed class ProofPipelineOptionsTests
{
    private static readonly string[] Limits = [.. OptionProperty.Of(new ProofPipelineOptions()).Where(p => p.IsLimit).Select(p => p.Path)];

    [Test]
    public void Validate_Defaults_AreAccepted() => Assert.That(Failures(new ProofPipelineOptions()), Is.Empty);

    /// <summary>Whatever limit is added to any of the options: a negative value of it is refused, with its name.</summary>
    [TestCaseSource(nameof(Limits))]
    public void Validate_ANegativeLimit_IsRefusedByItsFullName(string path)
    {
        var options = new ProofPipelineOptions();
        OptionProperty.Of(options).Single(property => property.Path == path).SetNumber(-1);

        Assert.That(Failures(options), Has.Some.StartsWith($"ProofPipelineOptions.{path} is -").And.Some.Contains("; it must be "));
    }

    [TestCase("MaxConcurrency", 0, false)]
    [TestCase("MaxConcurrency", 1, true)]
    [TestCase("MaxThreads", 0, true)]
    [TestCase("MemoryBudget", 0, true)]
    [TestCase("MaxRetainedScratch", 0, true)]
    [TestCase("MaxAbandoned", 0, false)]
    [TestCase("FinishedCapacity", 0, true)]
    [TestCase("Queue.Capacity", 0, false)]
    [TestCase("Queue.Capacity", 1, true)]
    [TestCase("Cache.Capacity", 0, true)]
    [TestCase("RateLimit.Permits", 0, true)]
    [TestCase("RateLimit.Permits", -1, false)]
    [TestCase("RateLimit.Window", 0, false)]
    [TestCase("RateLimit.Window", 1, true)]
    [TestCase("Audit.Capacity", 0, false)]
    [TestCase("Audit.Capacity", 1, true)]
    [TestCase("Audit.SinkCapacity", 0, false)]
    [TestCase("Audit.SinkFlushTimeout", 0, false)]
    [TestCase("Recovery.MaxAttempts", 0, false)]
    [TestCase("Recovery.MaxAttempts", 1, true)]
    [TestCase("QueueTimeout", 0, false)]
    [TestCase("QueueTimeout", 1, true)]
    [TestCase("AttemptTimeout", 0, false)]
    [TestCase("TotalTimeout", 0, false)]
    [TestCase("CancellationGrace", 0, false)]
    [TestCase("ShutdownTimeout", 0, true)]
    [TestCase("Queue.AgingInterval", 0, false)]
    [TestCase("Recovery.BaseDelay", 0, true)]
    [TestCase("Cache.Lifetime", 0, false)]
    [TestCase("Cache.Distributed.Timeout", 0, false)]
    [TestCase("Cache.Distributed.Timeout", 2 * TimeSpan.TicksPerSecond, true)]
    [TestCase("Cache.Distributed.Timeout", 2 * TimeSpan.TicksPerSecond + 1, false)]
    [TestCase("Cache.Distributed.BreakDuration", TimeSpan.TicksPerSecond / 2 - 1, false)]
    [TestCase("Cache.Distributed.BreakDuration", TimeSpan.TicksPerDay, true)]
    [TestCase("Cache.Distributed.BreakDuration", TimeSpan.TicksPerDay + 1, false)]
    [TestCase("AsOfGranularity", TimeSpan.TicksPerSecond - 1, false)]
    [TestCase("AsOfGranularity", TimeSpan.TicksPerSecond, true)]
    [TestCase("AttemptTimeout", 24 * TimeSpan.TicksPerDay, true)]
    [TestCase("AttemptTimeout", 24 * TimeSpan.TicksPerDay + 1, false)]
    [TestCase("ShutdownTimeout", 24 * TimeSpan.TicksPerDay + 1, false)]
    [TestCase("TotalTimeout", long.MaxValue, false)]
    public void Validate_AtTheEdge(string path, long value, bool accepted)
    {
        var options = new ProofPipelineOptions();
        OptionProperty.Of(options).Single(property => property.Path == path).SetNumber(value);

        var failures = Failures(options);

        Assert.That(failures, accepted ? Is.Empty : Has.Exactly(1).StartsWith($"ProofPipelineOptions.{path} is "));
    }

    [Test]
    public void Validate_AMaxDelayBelowTheBaseDelay_IsRefused()
    {
        var options = new ProofPipelineOptions { Recovery = { BaseDelay = TimeSpan.FromSeconds(2), MaxDelay = TimeSpan.FromSeconds(1) } };

        Assert.That(
            Failures(options),
            Is.EqualTo(new[] { "ProofPipelineOptions.Recovery.MaxDelay is 00:00:01; it must not be shorter than ProofPipelineOptions.Recovery.BaseDelay." }));
    }

    [Test]
    public void Validate_AccessThatCannotBe_IsRefused()
    {
        var options = new ProofPipelineOptions
        {
            Access =
            {
                Mode = (AccessMode)7,
                Allowed = { "" },
                Blocked = { "ann", "mallory\u200b" },
                MissingUser = (MissingUserAccess)7,
            },
        };

        Assert.That(
            Failures(options),
            Is.EqualTo(new[]
            {
                "ProofPipelineOptions.Access.Mode is 7; it must be Open or Closed.",
                "ProofPipelineOptions.Access.Allowed holds text that is no user id: A user id has 1 to 256 characters; this has 0.",
                "ProofPipelineOptions.Access.Blocked holds text that is no user id: Character 7 of the user id (U+200B) is not allowed: a user id "
                + "holds only visible characters, with single spaces between them.",
                "ProofPipelineOptions.Access.MissingUser is 7; it must be AsUnlisted, Allowed or Denied.",
            }));
    }

    [TestCase(AccessMode.Open, "ann", false)]
    [TestCase(AccessMode.Closed, "ann", true)]
    [TestCase(AccessMode.Open, null, true)]
    [TestCase(AccessMode.Closed, null, true)]
    public void Validate_AnAllowList_NeedsAClosedDoor(AccessMode mode, string? user, bool accepted)
    {
        var options = new ProofPipelineOptions { Access = { Mode = mode } };
        if (user is not null) options.Access.Allowed.Add(user);

        Assert.That(Failures(options), accepted ? Is.Empty : Has.Exactly(1).Contains("Access.Mode is Open, which accepts everyone"));
    }

    [TestCase(0, true)]
    [TestCase(1, false)]
    [TestCase(15, false)]
    [TestCase(16, true)]
    public void Validate_AnAuditKey_HasAtLeast16BytesOrNone(int length, bool accepted)
    {
        var failures = Failures(new ProofPipelineOptions { Audit = { Key = new byte[length] } });

        Assert.That(
            failures,
            accepted
                ? Is.Empty
                : Is.EqualTo(new[]
                {
                    $"ProofPipelineOptions.Audit.Key is a key of {length} bytes; it must be empty, or of at least 16 bytes.",
                }));
    }

    [Test]
    public void Copy_HasTheLists_AndSharesNone()
    {
        var options = new ProofPipelineOptions { Access = { Allowed = { "ann" }, Blocked = { "bob" } } };

        var copy = options.Copy();
        options.Access.Allowed.Clear();
        options.Access.Blocked.Clear();

        Assert.That(copy.Access.Allowed, Is.EqualTo(new[] { "ann" }));
        Assert.That(copy.Access.Blocked, Is.EqualTo(new[] { "bob" }));
    }

    [Test]
    public void Validate_SeveralFaults_AreListedTogether()
    {
        var options = new ProofPipelineOptions { MaxConcurrency = 0, Queue = { Capacity = -1 }, Cache = { Lifetime = TimeSpan.Zero } };

        Assert.That(
            Failures(options),
            Is.EqualTo(new[]
            {
                "ProofPipelineOptions.MaxConcurrency is 0; it must be at least 1.",
                "ProofPipelineOptions.Queue.Capacity is -1; it must be at least 1.",
                "ProofPipelineOptions.Cache.Lifetime is 00:00:00; it must be longer than zero and at most 24.00:00:00.",
            }));
    }

    /// <summary>Whatever property is added to any of the options: the copy has it.</summary>
    [Test]
    public void Copy_HasEveryProperty_AndSharesNone()
    {
        var options = new ProofPipelineOptions();
        foreach (var property in OptionProperty.Of(options)) property.SetOther();

        var copy = options.Copy();
        var copied = OptionProperty.Of(copy).ToDictionary(property => property.Path, property => property.Content);

        Assert.That(copied, Is.EqualTo(OptionProperty.Of(options).ToDictionary(property => property.Path, property => property.Content)));
        Assert.That(copy.Keys.CeremonyKeyHashes, Is.EqualTo(options.Keys.CeremonyKeyHashes));
        options.Keys.CeremonyKeyHashes.Clear();
        options.Queue.Capacity++;
        Assert.That(copy.Keys.CeremonyKeyHashes, Has.Count.EqualTo(1));
        Assert.That(copy.Queue.Capacity, Is.Not.EqualTo(options.Queue.Capacity));
    }

    [Test]
    public void Copy_HasAKeyOfItsOwn()
    {
        var options = new ProofPipelineOptions { Audit = { Key = new byte[16] } };

        var copy = options.Copy();
        options.Audit.Key[0] = 1;

        Assert.That(copy.Audit.Key, Is.All.Zero);
    }

    [Test]
    public void UseKeys_SetsTheKeyOptions()
    {
        var development = new ProofPipelineOptions().UseDevelopmentKeys("folder");
        var ceremony = new ProofPipelineOptions().UseCeremonyKeys("other");

        Assert.Multiple(() =>
        {
            Assert.That((development.Keys.Source, development.Keys.Directory), Is.EqualTo((KeySource.Development, "folder")));
            Assert.That((ceremony.Keys.Source, ceremony.Keys.Directory), Is.EqualTo((KeySource.Ceremony, "other")));
        });
    }

    private static IEnumerable<string> Failures(ProofPipelineOptions options) =>
        new ProofPipelineOptionsValidator().Validate(null, options).Failures ?? [];
}
