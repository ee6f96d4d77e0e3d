using System.Globalization;
using Shadowgraph.Proofs;

namespace Shadowgraph.Samples.Publisher;

/// <summary>Attestations to be published, by subject.</summary>
internal static class Publication
{
    /// <summary>Publishes the attestations of all subjects in one step, all or nothing, and prints the result.</summary>
    /// <param name="arguments">Which registry.</param>
    /// <param name="changes">Each subject once.</param>
    /// <param name="count">The expected number of subjects; null if unknown.</param>
    /// <param name="cancellationToken">Cancels the publication; nothing is published.</param>
    public static async Task PublishAsync(Arguments arguments, IAsyncEnumerable<RegistryChange> changes, int? count, CancellationToken cancellationToken)
    {
        await using var folder = await RegistryFolder.OpenForPublishingAsync(arguments, cancellationToken);
        var registry = folder.Registry;
        var result = await ProgressDisplay.RunAsync("Publishing", count, progress => registry.PublishAsync(
            changes, new PublicationOptions { ExpectedChanges = count }, new Changes(progress), cancellationToken));
        if (result.Added + result.Replaced == 0) throw new RefusedException("there is nothing to publish.");
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
