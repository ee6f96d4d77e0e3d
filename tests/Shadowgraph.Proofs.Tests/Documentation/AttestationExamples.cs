// The code that docs/attestations.md shows.
namespace Shadowgraph.Proofs.Tests.Documentation;

// readme: import
internal static class AttestationImport
{
    public static async Task<int> ImportAsync(Stream file, AttestationRegistry registry)
    {
        var leftOut = 0;
        var options = new AttestationReaderOptions
        {
            SkipInvalid = problem =>
            {
                Console.Error.WriteLine(problem.Message); // Record 12, line 13: opinion.belief is out of range. State a number from 0 to 1.
                leftOut++;
                return true;
            },
        };
        await foreach (var group in AttestationReader.ReadAsync(file, options).GroupBySubjectAsync())
        {
            registry.Publish(group.Subject, group.Attestations);
        }

        return leftOut;
    }
}
// readme: end

// readme: eas
internal static class Reviews
{
    public static AttestationReaderOptions ReviewsOf(string schema) => new()
    {
        Eas = new EasMapping
        {
            Schema = schema,
            Opinion = review => review.Fields.TryGetValue("stars", out var stars) && int.TryParse(stars, out var count) && count is >= 1 and <= 5
                ? new Opinion(Belief: 0.15 * count, Disbelief: 0.15 * (5 - count), Uncertainty: 0.25, BaseRate: 0.5)
                : null, // left out
        },
    };
}
// readme: end
