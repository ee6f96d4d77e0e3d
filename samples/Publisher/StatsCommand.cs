using System.Globalization;
using Shadowgraph.Proofs;

namespace Shadowgraph.Samples.Publisher;

/// <summary>Counts the registry's content.</summary>
internal static class StatsCommand
{
    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        await using var folder = await RegistryFolder.OpenForReadingAsync(arguments, cancellationToken);
        var registry = folder.Registry;
        var subjects = registry.ListSubjects();
        var counts = new List<int>(subjects.Count);
        var attesters = new HashSet<EvmAddress>();
        (RegistrySubject Subject, int Count)? best = null;
        await ProgressDisplay.RunAsync("Reading", subjects.Count, async progress =>
        {
            foreach (var subject in subjects)
            {
                var opening = await registry.OpenAsync(subject.Account, cancellationToken);
                counts.Add(opening.AttestationCount);
                foreach (var attestation in OpenedAttestation.From(opening)) attesters.Add(attestation.Source);
                if (best is null || opening.AttestationCount > best.Value.Count) best = (subject, opening.AttestationCount);
                progress.Report(counts.Count);
            }

            return true;
        });
        counts.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"subjects          {subjects.Count}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hidden subjects   {subjects.Count(subject => subject.IdentityCommitment is not null)}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"attesters         {attesters.Count}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"attestations      {counts.Sum(count => (long)count)}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  of a subject    {counts[0]} to {counts[^1]}, median {counts[counts.Count / 2]}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"publications      {registry.Roots[^1].Sequence}, the last on {registry.Roots[^1].PublishedAt:yyyy-MM-dd HH:mm:ss} UTC"));
        Console.WriteLine($"best connected    {best!.Value.Subject}");
        Console.WriteLine($"root              {registry.Root}");
    }
}
