using Microsoft.Extensions.Options;
using Shadowgraph.Proofs.Access;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Caching;

namespace Shadowgraph.Proofs;

/// <summary>
/// Checks every limit of <see cref="ProofPipelineOptions"/>, by hand and without reflection, and names all that can't be at once.
/// Where keys come from is checked by the key store, as a host with a prover of its own needs none.
/// </summary>
internal sealed class ProofPipelineOptionsValidator : IValidateOptions<ProofPipelineOptions>
{
    public ValidateOptionsResult Validate(string? name, ProofPipelineOptions options)
    {
        var failures = new Failures();

        failures.AtLeast("MaxConcurrency", options.MaxConcurrency, 1);
        failures.AtLeast("MaxThreads", options.MaxThreads, 0);
        failures.AtLeast("MemoryBudget", options.MemoryBudget, 0);
        failures.AtLeast("MaxRetainedScratch", options.MaxRetainedScratch, 0);
        failures.Longer("QueueTimeout", options.QueueTimeout);
        failures.Longer("AttemptTimeout", options.AttemptTimeout);
        failures.Longer("TotalTimeout", options.TotalTimeout);
        failures.Longer("CancellationGrace", options.CancellationGrace);
        failures.AtLeast("MaxAbandoned", options.MaxAbandoned, 1);
        failures.AtLeast("StopGrace", options.StopGrace, TimeSpan.Zero);
        failures.AtLeast("FinishedCapacity", options.FinishedCapacity, 0);
        failures.AtLeast("AsOfGranularity", options.AsOfGranularity, TimeSpan.FromSeconds(1));

        failures.AtLeast("Queue.Capacity", options.Queue.Capacity, 1);
        failures.Longer("Queue.AgingInterval", options.Queue.AgingInterval);

        failures.AtLeast("Recovery.MaxAttempts", options.Recovery.MaxAttempts, 1);
        failures.AtLeast("Recovery.BaseDelay", options.Recovery.BaseDelay, TimeSpan.Zero);
        failures.AtLeast("Recovery.MaxDelay", options.Recovery.MaxDelay, TimeSpan.Zero);
        if (options.Recovery.BaseDelay > options.Recovery.MaxDelay)
            failures.Add("Recovery.MaxDelay", options.Recovery.MaxDelay, "must not be shorter than Recovery.BaseDelay");

        failures.AtLeast("Cache.Capacity", options.Cache.Capacity, 0);
        failures.Longer("Cache.Lifetime", options.Cache.Lifetime);
        failures.Longer("Cache.SecondLevel.Timeout", options.Cache.SecondLevel.Timeout, SecondLevelOptions.LongestTimeout);
        failures.AtLeast(
            "Cache.SecondLevel.Pause", options.Cache.SecondLevel.Pause, SecondLevelOptions.ShortestPause, SecondLevelOptions.LongestPause);

        failures.Users("Access.Allowed", options.Access.Allowed);
        failures.Users("Access.Blocked", options.Access.Blocked);
        if (!Enum.IsDefined(options.Access.MissingUser))
            failures.Add("Access.MissingUser", (int)options.Access.MissingUser, $"must be one of {nameof(MissingUserAccess)}");

        failures.AtLeast("RateLimit.Permits", options.RateLimit.Permits, 0);
        failures.Longer("RateLimit.Window", options.RateLimit.Window);

        failures.AtLeast("Audit.Capacity", options.Audit.Capacity, 1);
        failures.AtLeast("Audit.SinkCapacity", options.Audit.SinkCapacity, 1);
        failures.Longer("Audit.SinkPatience", options.Audit.SinkPatience);
        failures.Longer("Audit.RefusalWindow", options.Audit.RefusalWindow);
        if (options.Audit.Key.Length is > 0 and < AuditOptions.ShortestKey)
        {
            failures.Add(
                "Audit.Key", $"a key of {options.Audit.Key.Length} bytes", $"must have at least {AuditOptions.ShortestKey} bytes, or none");
        }

        return failures.Result;
    }

    private sealed class Failures
    {
        private readonly List<string> _messages = [];

        public ValidateOptionsResult Result => _messages.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_messages);

        public void AtLeast(string property, long value, long least)
        {
            if (value < least) Add(property, value, $"must be at least {least}");
        }

        public void AtLeast(string property, TimeSpan value, TimeSpan least, TimeSpan? most = null)
        {
            var longest = most ?? ProofPipelineOptions.LongestTimeout;
            if (value < least || value > longest) Add(property, value, $"must be at least {least} and at most {longest}");
        }

        public void Longer(string property, TimeSpan value, TimeSpan? most = null)
        {
            var longest = most ?? ProofPipelineOptions.LongestTimeout;
            if (value <= TimeSpan.Zero || value > longest) Add(property, value, $"must be longer than zero and at most {longest}");
        }

        public void Users(string property, ISet<UserId> users)
        {
            if (users.Contains(default))
                Add(property, "a list with an empty user id", "must hold users; see Access.MissingUser for the others");
        }

        public void Add<T>(string property, T value, string expected) =>
            _messages.Add($"{nameof(ProofPipelineOptions)}.{property} is {value}; it {expected}.");
    }
}
