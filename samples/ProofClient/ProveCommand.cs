using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;

namespace ProofClient;

/// <summary>Proves on this device. The opening is fetched once and never sent.</summary>
internal static class ProveCommand
{
    /// <summary>Fetches, verifies and keeps the opening of the token's account, or of its hidden subject.</summary>
    public static async Task<RegistryOpening> FetchAsync(ClientOptions options, ServerConnection server, CancellationToken cancellationToken)
    {
        var json = await server.GetAsync(options.IsAnonymous ? "/api/registry/opening?hidden=true" : "/api/registry/opening", cancellationToken);
        try
        {
            var opening = RegistryOpening.FromJson(json);
            OpeningFile(options).Write(json);
            await Console.Error.WriteLineAsync($"The opening is kept in {options.Opening}, sealed: {opening.AttestationCount} attestations, root {opening.Root}.");
            return opening;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(json);
        }
    }

    /// <summary>Proves, and submits the proof for verification.</summary>
    public static async Task RunAsync(ClientOptions options, ServerConnection server, CancellationToken cancellationToken)
    {
        // Errors of the command line come first, before any request to the server.
        var statement = StatementOf(options);
        var (recipient, scope) = (options.Recipient, new ProofScope(0, default, "", options.Campaign));
        using var identity = options.IsAnonymous ? await LocalIdentity.OpenAsync(options, server, cancellationToken) : null;
        var opening = OpeningFile(options).Exists ? ReadOpening(options) : await FetchAsync(options, server, cancellationToken);
        var job = new ProofJob(opening, statement, recipient, scope, DateTimeOffset.UtcNow, identity);
        var prover = new ReputationProver(new ProvingKeyStore(KeysOf(options)));
        var plan = prover.Plan(job, CircuitSize.Large);
        var result = await prover.ProveAsync(job, plan, cancellationToken: cancellationToken);
        var proof = result.Proof.ToJson();
        if (options["--out"] is { } path) await File.WriteAllBytesAsync(path, proof, cancellationToken);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Proved on this device: {plan.LinkCount} link(s) of the {plan.Size} circuit, {result.Timings.Total.TotalSeconds:0.00} s."));
        await HandInAsync(options, server, proof, cancellationToken);
    }

    private static RegistryOpening ReadOpening(ClientOptions options)
    {
        var json = OpeningFile(options).Read();
        try
        {
            return RegistryOpening.FromJson(json);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(json);
        }
    }

    private static async Task HandInAsync(ClientOptions options, ServerConnection server, byte[] proof, CancellationToken cancellationToken)
    {
        var bounds = options.Bounds is { } known ? new BoundsBody(known.Minimum, known.Maximum) : null;
        var expectation = new ExpectationBody(options.Recipient.ToString(), new ScopeBody(options.Campaign), bounds, options.IsAnonymous ? "anonymous" : "disclosed", options.Type == "exact");
        using var document = JsonDocument.Parse(proof);
        var body = JsonSerializer.SerializeToUtf8Bytes(new VerifyBody(document.RootElement, expectation), ClientJson.Default.VerifyBody);
        var answer = JsonSerializer.Deserialize(await server.PostAsync("/api/proof/verify", body, cancellationToken), ClientJson.Default.VerifyAnswer)!;
        if (!answer.IsValid)
        {
            var failures = string.Join(" ", answer.Failures.Select(failure => $"{failure.Check}: {failure.Message} {failure.Advice}"));
            var advice = answer.Failures.Any(failure => failure.Check == "RegistryRoot") ? " Run 'fetch': the registry has gone on since the opening was fetched." : "";
            throw new RefusedException($"the server does not accept the proof. {failures}{advice}");
        }

        Console.WriteLine("The server has verified it.");
    }

    private static ProofStatement StatementOf(ClientOptions options) => options.Type switch
    {
        "exact" => ProofStatement.Exact(),
        "threshold" => ProofStatement.Threshold(options.Bounds!.Value.Minimum),
        "range" => ProofStatement.Range(options.Bounds!.Value.Minimum, options.Bounds.Value.Maximum),
        "anonymous" => (options.Bounds is { } bounds ? ProofStatement.Threshold(bounds.Minimum) : ProofStatement.SetMembership()).Anonymously(),
        _ => ProofStatement.SetMembership(),
    };

    private static ProvingKeyStoreOptions KeysOf(ClientOptions options)
    {
        if (options["--keys"] is { } folder) return new ProvingKeyStoreOptions().UseCeremonyKeys(folder);
        Console.Error.WriteLine("DEVELOPMENT keys: for trying out with a server on this machine. Elsewhere give the ceremony's: --keys FOLDER.");
        return new ProvingKeyStoreOptions { EnvironmentName = "Development" }.UseDevelopmentKeys();
    }

    private static SealedFile OpeningFile(ClientOptions options) => new(options.Opening, options.SealingKey, "opening");
}
