namespace ProofCluster.Hosting;

/// <summary>The section "ProofCluster" of the configuration: the same for silos and fronts, but for addresses and names.</summary>
internal sealed class ProofClusterOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "ProofCluster";

    /// <summary>The store of requests and reminders.</summary>
    public StoreKind Store { get; set; }

    /// <summary>The address of Redis, in StackExchange.Redis's form, with the password: from the environment.</summary>
    public string Redis { get; set; } = "127.0.0.1:6379";

    /// <summary>The connection string of PostgreSQL, from the environment; used if the store is Postgres.</summary>
    public string? Postgres { get; set; }

    /// <summary>The cluster: silos and fronts of the same cluster find each other.</summary>
    public string ClusterId { get; set; } = "proofs";

    /// <summary>
    /// The name of this process in logs, audit and the operator's page; null for a silo's machine and port. A front with an audit folder needs a name.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>The address that a silo listens on and is reached by.</summary>
    public string Endpoint { get; set; } = "127.0.0.1";

    /// <summary>The port for silos.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>The port for fronts.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>The folder of the key ring that seals requests and results: the same for all, and not in the store.</summary>
    public string? KeyRing { get; set; }

    /// <summary>A certificate with a private key, RSA in PKCS #12, that encrypts the keys of the ring.</summary>
    public string? KeyRingCertificate { get; set; }

    /// <summary>A certificate with a private key, PKCS #12, for mutual TLS between silos and fronts.</summary>
    public string? Certificate { get; set; }

    /// <summary>The certificate, PEM, of the authority that has signed the certificates of silos and fronts.</summary>
    public string? CertificateAuthority { get; set; }

    /// <summary>The password of the certificates, from the environment.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>The fronts' secret, at least 32 bytes in base64, from the environment: names users in the store. The same for all fronts.</summary>
    public string? OwnerKey { get; set; }

    /// <summary>The folder of the ceremony's proving keys; outside of Production null or a folder of development keys.</summary>
    public string? ProvingKeys { get; set; }

    /// <summary>Whether <see cref="ProvingKeys"/> are development keys, made at need. Not in Production.</summary>
    public bool UseDevelopmentKeys { get; set; }

    /// <summary>real; or, outside of Production, noop, sleep:MILLISECONDS, exit:RECIPIENT.</summary>
    public string Prover { get; set; } = "real";

    /// <summary>Proofs that a silo makes at once.</summary>
    public int MaxConcurrency { get; set; } = 2;

    /// <summary>Requests that wait in a silo's pipeline; more wait in their grains.</summary>
    public int QueueCapacity { get; set; } = 1000;

    /// <summary>How long an ended request is kept.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How often a request may be begun.</summary>
    public int MaxStarts { get; set; } = 5;

    /// <summary>The maximum number of open requests of a silo; further requests are refused.</summary>
    public int MaxOpenPerSilo { get; set; } = 1000;

    /// <summary>How long a front's call for the end waits.</summary>
    public TimeSpan PollPeriod { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long any call may take, on fronts and silos alike.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How often the reminder of an open request comes.</summary>
    public TimeSpan ReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The time from the submission, for a request without a time.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a front tries to have a request stored.</summary>
    public TimeSpan AcceptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The greatest age of a proof that verifiers take: later a request has failed.</summary>
    public TimeSpan MaxProofAge { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The time of a request that names none is rounded down to this.</summary>
    public TimeSpan AsOfGranularity { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The time that a stopping silo leaves to running proofs.</summary>
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The interval at which a silo checks that the store knows the silo.</summary>
    public TimeSpan StoreCheckPeriod { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The folder of the audit trails, with a folder below for each process. Null for no audit trail on disk.</summary>
    public string? AuditFolder { get; set; }

    /// <summary>Whether silos collect the numbers of the operator's page.</summary>
    public bool Dashboard { get; set; } = true;

    /// <summary>The limit of each user.</summary>
    public LimitOptions Limit { get; set; } = new();

    /// <summary>Which users are let in.</summary>
    public FrontAccessOptions Access { get; set; } = new();

    /// <summary>How soon a silent silo counts as dead.</summary>
    public MembershipOptions Membership { get; set; } = new();
}
