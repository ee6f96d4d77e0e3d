using System.Net;
using Microsoft.Extensions.Options;
using ProofCluster.Proving;
using ProofCluster.Sealing;
using Shadowgraph.Proofs;

namespace ProofCluster.Hosting;

/// <summary>Checks all options at the start, for a silo or a front, and names all that can't be at once.</summary>
internal sealed class ProofClusterOptionsValidator(ProcessRole role, IHostEnvironment environment) : IValidateOptions<ProofClusterOptions>
{
    public ValidateOptionsResult Validate(string? name, ProofClusterOptions options)
    {
        var faults = new List<string>();
        CheckStore(options, faults);
        CheckSecrets(options, faults);
        CheckTimes(options, faults);
        CheckCounts(options, faults);
        CheckAudit(options, faults);
        if (role == ProcessRole.Silo) CheckSilo(options, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckStore(ProofClusterOptions options, List<string> faults)
    {
        if (!RedisConnection.IsValid(options.Redis))
            faults.Add(Fault(nameof(options.Redis), "is no address of Redis. Write it as host:port,password=...,ssl=true."));
        if (!Enum.IsDefined(options.Store)) faults.Add(Fault(nameof(options.Store), "must be Redis or Postgres."));
        if (options.Store == StoreKind.Postgres && string.IsNullOrWhiteSpace(options.Postgres))
            faults.Add(Fault(nameof(options.Postgres), "is missing, and the store is Postgres. Give its connection string."));
        if (string.IsNullOrWhiteSpace(options.ClusterId)) faults.Add(Fault(nameof(options.ClusterId), "is empty. Name the cluster."));
    }

    private void CheckSecrets(ProofClusterOptions options, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(options.KeyRing))
            faults.Add(Fault(nameof(options.KeyRing), "is missing. Name the folder of the keys that seal requests, the same for all silos and fronts."));
        if (role == ProcessRole.Front && OwnerKeyOf(options) is not { Length: >= OwnerKey.LeastBytes })
        {
            faults.Add(Fault(
                nameof(options.OwnerKey),
                $"must be at least {OwnerKey.LeastBytes} bytes in base64, the same for all fronts. Make one with: openssl rand -base64 32"));
        }

        CheckFile(options.Certificate, nameof(options.Certificate), faults);
        CheckFile(options.CertificateAuthority, nameof(options.CertificateAuthority), faults);
        CheckFile(options.KeyRingCertificate, nameof(options.KeyRingCertificate), faults);
        if (options.Certificate is not null && options.CertificateAuthority is null)
        {
            faults.Add(Fault(
                nameof(options.CertificateAuthority), "is missing, and there is a Certificate. Name the authority that has signed the other side's."));
        }

        if (!environment.IsProduction()) return;
        if (options.KeyRingCertificate is null)
            faults.Add(Fault(nameof(options.KeyRingCertificate), "is missing: without it the keys of the ring lie in clear, which Production does not allow."));
        if (options.Certificate is null && !IsLoopback(options.Endpoint))
        {
            faults.Add(Fault(
                nameof(options.Certificate), "is missing: whoever reaches a silo can submit and cancel, so Production without TLS is for loopback only."));
        }
    }

    private static void CheckTimes(ProofClusterOptions options, List<string> faults)
    {
        (string Name, TimeSpan Value)[] positive =
        [
            (nameof(options.Retention), options.Retention), (nameof(options.PollPeriod), options.PollPeriod),
            (nameof(options.ReminderPeriod), options.ReminderPeriod), (nameof(options.RequestTimeout), options.RequestTimeout),
            (nameof(options.AcceptTimeout), options.AcceptTimeout), (nameof(options.MaxProofAge), options.MaxProofAge),
            (nameof(options.StoreCheckPeriod), options.StoreCheckPeriod), ($"{nameof(options.Limit)}:{nameof(LimitOptions.Window)}", options.Limit.Window),
            ($"{nameof(options.Membership)}:{nameof(MembershipOptions.ProbeTimeout)}", options.Membership.ProbeTimeout),
            ($"{nameof(options.Membership)}:{nameof(MembershipOptions.TableRefresh)}", options.Membership.TableRefresh),
        ];
        foreach (var (option, value) in positive)
        {
            if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(24))
                faults.Add(Fault(option, $"is {value}, and must be longer than zero and at most 24 days."));
        }

        if (options.AsOfGranularity < TimeSpan.FromSeconds(1)) faults.Add(Fault(nameof(options.AsOfGranularity), "must be a second at least."));
        if (options.StopGrace < TimeSpan.Zero) faults.Add(Fault(nameof(options.StopGrace), "must not be negative."));
        if (options.ResponseTimeout <= options.PollPeriod)
        {
            faults.Add(Fault(
                nameof(options.ResponseTimeout),
                $"is {options.ResponseTimeout}, and must be longer than PollPeriod, {options.PollPeriod}: every poll would fail."));
        }
    }

    private static void CheckCounts(ProofClusterOptions options, List<string> faults)
    {
        (string Name, int Value)[] counts =
        [
            (nameof(options.MaxStarts), options.MaxStarts), (nameof(options.MaxOpenPerSilo), options.MaxOpenPerSilo),
            (nameof(options.MaxConcurrency), options.MaxConcurrency), (nameof(options.QueueCapacity), options.QueueCapacity),
            ($"{nameof(options.Membership)}:{nameof(MembershipOptions.MissedProbes)}", options.Membership.MissedProbes),
            ($"{nameof(options.Membership)}:{nameof(MembershipOptions.Votes)}", options.Membership.Votes),
        ];
        foreach (var (option, value) in counts)
            if (value < 1) faults.Add(Fault(option, $"is {value}, and must be 1 at least."));
        if (options.Limit.Permits < 0) faults.Add(Fault("Limit:Permits", "must not be negative. 0 is for no limit."));
        foreach (var user in options.Access.Allowed.Concat(options.Access.Blocked))
            if (!ProofUserId.TryParse(user, null, out _)) faults.Add(Fault("Access", "has a text that is no user id."));
    }

    private static void CheckAudit(ProofClusterOptions options, List<string> faults)
    {
        if (options.AuditFolder is null) return;
        if (string.IsNullOrWhiteSpace(options.AuditFolder)) faults.Add(Fault(nameof(options.AuditFolder), "is empty. Name a folder, or leave the option out."));
        if (options.Name is not { } name)
            faults.Add(Fault(nameof(options.Name), "is missing, and there is an AuditFolder. Name the front: each process has a folder with its name."));
        else if (name.Trim() is "" or "." or ".." || name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()))
            faults.Add(Fault(nameof(options.Name), "must be the name of a folder, as the process has a folder with its name in AuditFolder."));
    }

    private void CheckSilo(ProofClusterOptions options, List<string> faults)
    {
        if (!IPAddress.TryParse(options.Endpoint, out _))
            faults.Add(Fault(nameof(options.Endpoint), "must be an IP address that other silos and fronts reach."));
        if (options.SiloPort is < 1 or > 65535) faults.Add(Fault(nameof(options.SiloPort), "must be 1 to 65535."));
        if (options.GatewayPort is < 1 or > 65535 || options.GatewayPort == options.SiloPort)
            faults.Add(Fault(nameof(options.GatewayPort), "must be 1 to 65535, and another one than SiloPort."));
        if (!TestProvers.TryParse(options.Prover, out var prover))
            faults.Add(Fault(nameof(options.Prover), "must be real; or, to test a cluster, noop, sleep:MILLISECONDS or exit:RECIPIENT."));
        else if (prover is not null && environment.IsProduction())
            faults.Add(Fault(nameof(options.Prover), "must be real in Production: the others give a proof of somebody else."));
        if (options.UseDevelopmentKeys && environment.IsProduction())
            faults.Add(Fault(nameof(options.UseDevelopmentKeys), "must not be set in Production: whoever makes such keys can forge proofs."));
        if (prover is null && options.ProvingKeys is null && !options.UseDevelopmentKeys)
        {
            faults.Add(Fault(
                nameof(options.ProvingKeys), "is missing. Name the folder of the ceremony's keys, or outside of Production set UseDevelopmentKeys."));
        }
    }

    private static void CheckFile(string? path, string option, List<string> faults)
    {
        if (path is not null && !File.Exists(path)) faults.Add(Fault(option, "names a file that is not there."));
    }

    private static bool IsLoopback(string endpoint) => IPAddress.TryParse(endpoint, out var address) && IPAddress.IsLoopback(address);

    /// <summary>The bytes of the fronts' key; null for an invalid key.</summary>
    public static byte[]? OwnerKeyOf(ProofClusterOptions options)
    {
        if (options.OwnerKey is not { } text) return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    private static string Fault(string option, string problem) => $"{ProofClusterOptions.Section}:{option} {problem}";
}
