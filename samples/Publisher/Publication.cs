using System.Globalization;
using Shadowgraph.Proofs;

namespace Shadowgraph.Samples.Publisher;

/// <summary>Attestations on their way into a registry, by subject.</summary>
internal static class Publication
{
    /// <summary>Publishes what was attested of each subject, and says so.</summary>
    public static async Task PublishAsync(Arguments arguments, IReadOnlyCollection<Attestation> attestations, CancellationToken cancellationToken)
    {
        var bySubject = attestations.KeepLatest().GroupBy(attestation => attestation.Target).Select(group => (Subject: group.Key, About: group.ToArray())).ToArray();
        if (bySubject.Length == 0) throw new RefusedException("there is nothing to publish.");

        // Before anything is made: what is not valid publishes nothing.
        foreach (var attestation in attestations) attestation.Validate();
        await using var folder = await RegistryFolder.OpenForPublishingAsync(arguments, cancellationToken);
        var registry = folder.Registry;
        var done = 0;
        await ProgressDisplay.RunAsync("Publishing", bySubject.Length, async progress =>
        {
            await Task.WhenAll(bySubject.Select(async one =>
            {
                await registry.PublishAsync(RegistrySubject.Named(one.Subject), one.About, cancellationToken);
                progress.Report(Interlocked.Increment(ref done));
            }));
            return true;
        });
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Published {bySubject.Sum(one => one.About.Length)} attestations of {bySubject.Length} subjects; the registry has {registry.Count} subjects."));
        Console.WriteLine($"Root: {registry.Root}");
    }
}
