using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Tests.Pipeline;
using Shadowgraph.Proofs.Tests.Proving;

namespace Shadowgraph.Proofs.Tests.Secrets;

/// <summary>
/// A host that proves for a hidden subject, disposes its own identity secret, and then looks for what is left of it in its whole memory. To
/// be run in a process of its own.
/// </summary>
internal static class MemoryScan
{
    /// <summary>Proves once for each round, each time with another secret, and writes a line for each place where one is left.</summary>
    public static async Task RunAsync(string rounds)
    {
        var last = int.Parse(rounds, CultureInfo.InvariantCulture);
        await using var world = new RealPipeline(options => options.MaxThreads = 2);
        for (var round = 1; round <= last; round++)
        {
            var subject = ProvingWorld.AddressOf(0x9000 + round);
            var secret = await ProveAsync(world.Pipeline, subject, collects: round % 2 == 0);

            // What is garbage counts as well, so nothing is collected before; what is alive would be found after it too.
            foreach (var line in ProcessMemory.Find(secret)) Console.WriteLine($"round {round}: {line}");
        }

        Console.WriteLine($"{rounds} rounds");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<MaskedSecret> ProveAsync(IProofPipeline pipeline, EvmAddress subject, bool collects)
    {
        using var identity = IdentitySecret.Create();
        var secret = new MaskedSecret(identity);
        RequireIsFound(secret, identity);
        var registry = new AttestationRegistry();
        registry.Publish(RegistrySubject.Hidden(subject, identity.Commitment), Attestations(subject));
        var request = new ProofRequest(registry.Open(subject), ProofStatement.Threshold(1).Anonymously())
        {
            Recipient = ProvingWorld.Recipient,
            Scope = ProvingWorld.Scope,
            AsOf = ProvingWorld.AsOf,
            MaxCircuitSize = CircuitSize.Small,
            Identity = identity,
        };

        // A collection moves the objects that survive, and would leave copies of the secret behind. One collection a report, not a loop:
        // collections back to back suspend the prover's threads so often that a proof of a second took minutes.
        var ticket = await pipeline.SubmitAsync(request);
        await foreach (var _ in pipeline.WatchAsync(ticket.Id))
        {
            if (collects) GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        }

        var result = await ticket.Completion;
        if (result.State != ProofState.Completed) throw new InvalidOperationException($"{result.Error}");
        return secret;
    }

    /// <summary>While it is alive it is found, and places on the stack are told from those in the heap.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RequireIsFound(MaskedSecret secret, IdentitySecret identity)
    {
        Span<byte> copy = stackalloc byte[IdentitySecret.Size];
        identity.Export(copy);
        var found = ProcessMemory.Find(secret);
        CryptographicOperations.ZeroMemory(copy);
        if (!found.Exists(line => line.StartsWith("heap Montgomery", StringComparison.Ordinal))
            || !found.Exists(line => line.StartsWith("stack exported", StringComparison.Ordinal)))
        {
            throw new InvalidOperationException("The scan does not find what is there.");
        }
    }

    private static IEnumerable<Attestation> Attestations(EvmAddress subject) =>
        Enumerable.Range(0, 80).Select(i => new Attestation
        {
            Source = ProvingWorld.AddressOf(1000 + i),
            Target = subject,
            Opinion = new Opinion(0.7, 0.1, 0.2, 0.5),
            Weight = 1,
            Type = AttestationType.Trust,
            CreatedAt = ProvingWorld.AsOf.AddDays(-30),
        });
}
