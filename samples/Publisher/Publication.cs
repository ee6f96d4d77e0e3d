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
        var result = await ProgressDisplay.RunAsync("Publishing", bySubject.Length, progress => registry.PublishAsync(
            bySubject.Select(one => RegistryChange.Publish(one.Subject, one.About)).ToAsyncEnumerable(),
            new PublicationOptions { ExpectedChanges = bySubject.Length },
            new Changes(progress),
            cancellationToken));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Published {result.Attestations} attestations of {result.Added} new and {result.Replaced} known subjects; the registry has {registry.Count} subjects."));
        Console.WriteLine($"Root: {result.Root}");
    }

    private sealed class Changes(IProgress<int> progress) : IProgress<PublicationProgress>
    {
        public void Report(PublicationProgress value) => progress.Report((int)value.Changes);
    }
}
