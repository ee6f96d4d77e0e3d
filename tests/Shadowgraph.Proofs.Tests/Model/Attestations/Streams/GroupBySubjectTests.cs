using static Shadowgraph.Proofs.Tests.Model.Attestations.Streams.AttestationStreams;

namespace Shadowgraph.Proofs.Tests.Model.Attestations.Streams;

[TestFixture]
public sealed class GroupBySubjectTests
{
    [Test]
    public async Task GroupBySubjectAsync_OfRecordsInAnyOrder_GivesEachSubjectOnce()
    {
        var groups = await GroupAsync([Subject, First, Subject, Second, First], isSorted: false);

        Assert.That(
            groups.Select(group => (group.Subject, string.Join(' ', group.Records.Select(record => record.Number)))),
            Is.EqualTo(new[] { (Subject, "1 3"), (First, "2 5"), (Second, "4") }));
    }

    [Test]
    public async Task GroupBySubjectAsync_OfSortedRecords_GivesTheSameWithoutReadingAhead()
    {
        EvmAddress[] targets = [Subject, Subject, First, Second];

        var groups = await GroupAsync(targets, isSorted: true);

        Assert.That(groups.Select(group => (group.Subject, group.Attestations.Count())), Is.EqualTo(new[] { (Subject, 2), (First, 1), (Second, 1) }));
        await using var first = Records(targets, stopAfter: 3).GroupBySubjectAsync(isSorted: true).GetAsyncEnumerator();
        Assert.That((await first.MoveNextAsync(), first.Current.Records.Count), Is.EqualTo((true, 2)));
    }

    [Test]
    public void GroupBySubjectAsync_OfASubjectThatComesBack_IsRefusedWithItsPlace()
    {
        var thrown = Assert.ThrowsAsync<InvalidRecordException>(() => GroupAsync([Subject, First, Subject], isSorted: true))!;

        Assert.That((thrown.Record, thrown.Field), Is.EqualTo((3L, "target")));
    }

    private static async Task<List<SubjectAttestations>> GroupAsync(EvmAddress[] targets, bool isSorted)
    {
        var groups = new List<SubjectAttestations>();
        await foreach (var group in Records(targets, targets.Length).GroupBySubjectAsync(isSorted)) groups.Add(group);
        return groups;
    }

    private static async IAsyncEnumerable<AttestationRecord> Records(EvmAddress[] targets, int stopAfter)
    {
        for (var i = 0; i < targets.Length; i++)
        {
            await Task.CompletedTask;
            if (i == stopAfter) Assert.Fail("Read further than it had to.");
            yield return new AttestationRecord { Number = i + 1, Line = i + 1, Attestation = Expected[0] with { Target = targets[i] } };
        }
    }
}
