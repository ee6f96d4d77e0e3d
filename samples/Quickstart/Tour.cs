using System.Globalization;
using Microsoft.Extensions.Hosting;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;
using Spectre.Console;

namespace Quickstart;

/// <summary>A registry, a subject with proofs of every type, a subject with very many attestations, and a verifier.</summary>
internal sealed class Tour(string folder) : IAsyncDisposable
{
    private const int Members = 1_000;
    private const int Ada = 123;
    private const int Grace = 7;

    // In Production neither the key store nor the verifier has anything to do with development keys.
    private static readonly string Environment = Environments.Development;

    private static readonly EvmAddress Wallet = EvmAddress.Parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
    private static readonly ProofScope Scope = new(chainId: 1, verifyingContract: default, registryId: "quickstart", campaign: "airdrop-1");

    private readonly DateTimeOffset _now = DateTimeOffset.UtcNow;
    private readonly AttestationRegistry _registry = new();
    private readonly ProvingKeyStore _keys = new(new ProvingKeyStoreOptions { EnvironmentName = Environment }.UseDevelopmentKeys());
    private readonly Table _table = new Table()
        .Border(TableBorder.Simple)
        .AddColumns("Proof", "Says", "Circuit", "Links", "Seconds", "Verdict");

    private bool _allValid = true;

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    /// <returns>0 if every proof was accepted.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        AnsiConsole.Write(new Rule("[bold]Shadowgraph.Proofs quickstart[/]").LeftJustified());
        var web = Publish();
        var prover = new ReputationProver(_keys);
        var ada = web.AddressOf(Ada);

        AnsiConsole.MarkupLine(
            "Development keys are made on first use and kept for the next run. "
            + "[yellow]For trying out only: the creator of a key can forge proofs.[/]");
        await LoadAsync(CircuitSize.Small, cancellationToken);

        var opening = _registry.Open(ada);
        var exact = await ProveAsync(prover, "Exact", Job(opening, ProofStatement.Exact()), cancellationToken);
        var score = exact.Opinion.ScoreMillionths;
        await ProveAsync(prover, "Threshold", Job(opening, ProofStatement.Threshold(score / 100_000 * 100_000)), cancellationToken);
        var range = ProofStatement.Range(Math.Max(score - 50_000, 0), Math.Min(score + 50_000, ScoreBounds.HighestScore));
        await ProveAsync(prover, "Range", Job(opening, range), cancellationToken);

        // Ada becomes a hidden subject: a leaf under her commitment replaces the leaf under her address.
        using var identity = IdentitySecret.Create();
        _registry.Remove(ada);
        _registry.Publish(RegistrySubject.Hidden(ada, identity.Commitment), web.About(Ada));
        var anonymous = Job(_registry.Open(ada), ProofStatement.Threshold(500_000).Anonymously(), identity);
        await ProveAsync(prover, "Anonymous", anonymous, cancellationToken);

        await LoadAsync(CircuitSize.Large, cancellationToken);
        await ProveAsync(prover, "Chain", Job(_registry.Open(web.AddressOf(Grace)), ProofStatement.Exact()), cancellationToken);

        AnsiConsole.Write(_table);
        var key = (await _keys.GetAsync(CircuitSize.Small, cancellationToken: cancellationToken)).VerifyingKey;
        ProofFiles.Write(folder, exact.Proof, key);
        return _allValid ? 0 : 1;
    }

    private WebOfTrust Publish()
    {
        var web = new WebOfTrust(seed: 2026, Members, _now);
        web.Fill(Ada, 40);
        web.Fill(Grace, 1_200);
        for (var member = 0; member < web.Count; member++) _registry.Publish(web.AddressOf(member), web.About(member));

        var counts = Enumerable.Range(0, web.Count).Select(member => web.About(member).Count).Order().ToArray();
        AnsiConsole.MarkupLine(CultureInfo.InvariantCulture,
            "A registry of [bold]{0}[/] subjects with {1} attestations: half of them have at most {2}, Ada {3}, Grace {4}.",
            _registry.Count, counts.Sum(), counts[counts.Length / 2], web.About(Ada).Count, web.About(Grace).Count);
        return web;
    }

    private ProofJob Job(RegistryOpening opening, ProofStatement statement, IdentitySecret? identity = null) =>
        new(opening, statement, Wallet, Scope, _now, identity);

    private Task<ProvingKey> LoadAsync(CircuitSize size, CancellationToken cancellationToken) =>
        Display.RunAsync<ProvingKey, double>(
            $"Key for the {size} circuit",
            fraction => (fraction, "making or loading"),
            progress => _keys.GetAsync(size, progress, cancellationToken));

    private async Task<ProverResult> ProveAsync(ReputationProver prover, string name, ProofJob job, CancellationToken cancellationToken)
    {
        var plan = prover.Plan(job, CircuitSize.Large);
        var result = await Display.RunAsync<ProverResult, ProverProgress>(
            name, Describe, progress => prover.ProveAsync(job, plan, progress, cancellationToken));
        var verdict = await VerifyAsync(job, result.Proof, cancellationToken);

        _allValid &= verdict.IsValid;
        _table.AddRow(
            name,
            Says(result.Proof),
            plan.Size.ToString(),
            plan.LinkCount.ToString(CultureInfo.InvariantCulture),
            result.Timings.Total.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture),
            verdict.IsValid ? "[green]valid[/]" : $"[red]{Markup.Escape(verdict.ToString())}[/]");
        return result;
    }

    /// <summary>The verifier's part, with the verification key and an expectation, and without any data of Ada.</summary>
    private async Task<ReputationVerification> VerifyAsync(ProofJob job, ReputationProof proof, CancellationToken cancellationToken)
    {
        var key = await _keys.GetAsync(proof.Size, cancellationToken: cancellationToken);

        // The hash of the key just made is pinned here. A real verifier gets the hash from the ceremony's organiser.
        var verifier = new ReputationVerifier(
            new Dictionary<CircuitSize, VerifyingKey> { [proof.Size] = key.VerifyingKey },
            new Dictionary<CircuitSize, string> { [proof.Size] = key.VerifyingKey.Hash });
        return verifier.Verify(proof, new ProofExpectation
        {
            AcceptedRoots = [_registry.Root],
            Scope = Scope,
            Recipient = Wallet,
            Mode = job.Statement.IsAnonymous ? ProofMode.Anonymous : ProofMode.Disclosed,
            Bounds = job.Statement.Bounds ?? ScoreBounds.Any,
            RequireExactScore = job.Statement.Kind == ProofKind.Exact,
            AllowDevelopmentKeys = Environment == Environments.Development,
        });
    }

    private static (double Fraction, string Text) Describe(ProverProgress progress) =>
        (progress.Fraction,
         progress.LinkCount > 1 && progress.Link > 0 ? $"{progress.Stage}, link {progress.Link} of {progress.LinkCount}" : $"{progress.Stage}");

    private static string Says(ReputationProof proof)
    {
        var who = proof.Subject is { } subject ? $"{subject.ToString()[..8]}…" : "somebody hidden";
        var bounds = proof.Bounds;
        if (bounds.IsExact) return $"{who} has {Decimal(bounds.Minimum)}";
        return bounds.Maximum == ScoreBounds.HighestScore
            ? $"{who} has at least {Decimal(bounds.Minimum)}"
            : $"{who} has {Decimal(bounds.Minimum)} to {Decimal(bounds.Maximum)}";
    }

    private static string Decimal(int millionths) => (millionths / 1e6).ToString("0.000000", CultureInfo.InvariantCulture);
}
