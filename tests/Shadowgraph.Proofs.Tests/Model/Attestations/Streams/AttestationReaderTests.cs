using System.Text;
using static Shadowgraph.Proofs.Tests.Model.Attestations.Streams.AttestationStreams;

namespace Shadowgraph.Proofs.Tests.Model.Attestations.Streams;

[TestFixture]
public sealed class AttestationReaderTests
{
    private static IEnumerable<TestCaseData> Forms =>
        from form in new (string Name, byte[] Bytes)[] { ("array", JsonArray), ("lines", JsonLines), ("csv", Csv) }
        from chunk in new[] { 1, 7, int.MaxValue }
        from isCompressed in new[] { false, true }
        select new TestCaseData(isCompressed ? Compress(form.Bytes) : form.Bytes, chunk).SetArgDisplayNames(form.Name, $"{chunk}", $"{isCompressed}");

    [TestCaseSource(nameof(Forms))]
    public async Task ReadAsync_OfEveryForm_GivesTheAttestations(byte[] bytes, int chunk)
    {
        var records = await ReadAsync(bytes, chunk: chunk);

        Assert.That(records.Select(record => record.Attestation), Is.EqualTo(Expected));
        Assert.That(records.Select(record => record.Number), Is.EqualTo(new[] { 1L, 2L }));
    }

    [Test]
    public async Task ReadAsync_OfNothing_GivesNothing([Values("", " \n", "\ufeff", "[]", " [ ] ")] string text) =>
        Assert.That(await ReadAsync(Encoding.UTF8.GetBytes(text)), Is.Empty);

    [Test]
    public void ReadAsync_BadRecordInTheMiddle_IsNamedWithItsPlace()
    {
        var lines = Encoding.UTF8.GetString(JsonLines).Split('\n');
        var text = Lines([lines[0], "", lines[1].Replace("0.125", "1.125", StringComparison.Ordinal), lines[0]]);

        var thrown = Assert.ThrowsAsync<InvalidRecordException>(() => ReadAsync(text))!;

        Assert.That((thrown.Record, thrown.Line, thrown.Field, thrown.CanContinue), Is.EqualTo((2L, 3L, "opinion.belief", true)));
        Assert.That(thrown.Message, Does.StartWith("Record 2, line 3: opinion.belief is out of range."));
    }

    [TestCase("{\"source\":", true)]
    [TestCase("{\"source\":7}", true)]
    [TestCase("{}", true)]
    public async Task ReadAsync_BadLine_IsLeftOutIfTheCallerSaysSo(string bad, bool canContinue)
    {
        var lines = Encoding.UTF8.GetString(JsonLines).Split('\n');
        var problems = new List<InvalidRecordException>();
        var options = new AttestationReaderOptions
        {
            SkipInvalid = problem =>
            {
                problems.Add(problem);
                return true;
            },
        };

        var records = await ReadAsync(Lines([lines[0], bad, lines[1]]), options);

        Assert.That(records.Select(record => record.Attestation), Is.EqualTo(Expected));
        Assert.That(records.Select(record => (record.Number, record.Line)), Is.EqualTo(new[] { (1L, 1L), (3L, 3L) }));
        Assert.That(problems.Select(problem => (problem.Record, problem.Line, problem.CanContinue)), Is.EqualTo(new[] { (2L, 2L, canContinue) }));
    }

    [TestCase("[{} {}]", "comma")]
    [TestCase("[{}", "comma")]
    [TestCase("[{},", "truncated")]
    [TestCase("[{},{\"a\":", "truncated")]
    [TestCase("[{},{\"a\" 7}]", "not JSON")]
    [TestCase("[{}] {}", "after the end")]
    public void ReadAsync_BrokenArray_CannotGoOn(string text, string problem)
    {
        var options = new AttestationReaderOptions { SkipInvalid = invalid => invalid.CanContinue };

        var thrown = Assert.ThrowsAsync<InvalidRecordException>(() => ReadAsync(Encoding.UTF8.GetBytes(text), options))!;

        Assert.That((thrown.Message.Contains(problem, StringComparison.Ordinal), thrown.CanContinue), Is.EqualTo((true, false)), thrown.Message);
    }

    [TestCase("PK\u0003\u0004 something", "ZIP")]
    [TestCase("<!DOCTYPE html><html></html>", "HTML")]
    public void ReadAsync_OfAnotherKindOfFile_IsNamed(string text, string kind) => Assert.That(
        () => ReadAsync(Encoding.UTF8.GetBytes(text)), Throws.TypeOf<InvalidRecordException>().With.Message.Contains(kind));

    [Test]
    public void ReadAsync_RecordBeyondTheBound_IsRefusedWithoutTheMemoryForIt([Values("[", "", "a,b\n\"")] string start)
    {
        var options = new AttestationReaderOptions { MaxRecordBytes = 1 << 12, SkipInvalid = _ => true };
        var endless = new EndlessStream(Encoding.UTF8.GetBytes(start + "{\"note\":\""), (byte)'x');

        Assert.That(
            async () =>
            {
                await foreach (var record in AttestationReader.ReadAsync(endless, options)) Assert.Fail($"{record}");
            },
            Throws.TypeOf<InvalidRecordException>().With.Message.Contains("4096 bytes").Or.Message.Contains("column"));
        Assert.That(endless.Given, Is.LessThan(1 << 20));
    }

    [Test]
    public void ReadAsync_MoreRecordsThanAllowed_Stops() => Assert.That(
        () => ReadAsync(JsonLines, new AttestationReaderOptions { MaxRecords = 1 }),
        Throws.TypeOf<InvalidRecordException>().With.Message.Contains("more than the 1 allowed"));

    [Test]
    public void ReadAsync_CompressedAndDamaged_IsAnError([Values] bool isCut)
    {
        var lines = Lines(Enumerable.Repeat(Encoding.UTF8.GetString(JsonLines).Split('\n')[0], 500));
        var bytes = Compress(lines);
        if (isCut) bytes = bytes[..(bytes.Length / 2)];
        else bytes[bytes.Length / 2] ^= 0x55;

        Assert.That(() => ReadAsync(bytes), Throws.TypeOf<InvalidDataException>().Or.TypeOf<InvalidRecordException>());
    }

    [Test]
    public void ReadAsync_Cancelled_Stops()
    {
        using var cancellation = new CancellationTokenSource();
        var endless = new EndlessStream(JsonLines, (byte)'\n');

        Assert.That(
            async () =>
            {
                await foreach (var record in AttestationReader.ReadAsync(endless, cancellationToken: cancellation.Token))
                    await cancellation.CancelAsync();
            },
            Throws.InstanceOf<OperationCanceledException>());
    }

    [TestCase("source,target", "belief")]
    [TestCase("source,target,belief,disbelief,uncertainty,baseRate,weight,attestation_type,created_at", "base_rate")]
    [TestCase("source,source", "source")]
    public void ReadAsync_CsvWithoutItsColumns_NamesTheColumn(string header, string column)
    {
        var thrown = Assert.ThrowsAsync<InvalidRecordException>(() => ReadAsync(Lines(header, "1,2")))!;

        Assert.That((thrown.Field, thrown.Line, thrown.CanContinue), Is.EqualTo((column, 1L, false)));
    }

    [TestCase("0.5", "0,5", "has 11 fields")]
    [TestCase("0.125", "\"0,125\"", "belief must be a number")]
    [TestCase("trust", "love", "attestation_type must be one of")]
    [TestCase("1700000000", "1700000000000", "created_at is after the year 9999")]
    [TestCase("1700000000", "", "created_at is empty")]
    [TestCase("0x3333", "0y3333", "source must be an address")]
    [TestCase("trust", "\"trust", "quotation mark")]
    public void ReadAsync_CsvWithABadField_NamesIt(string from, string to, string problem)
    {
        var rows = Encoding.UTF8.GetString(Csv).Split('\n');
        var bad = rows[3].Replace(from, to, StringComparison.Ordinal)[1..];
        var header = rows[0]["note,".Length..];

        Assert.That(() => ReadAsync(Lines(header, bad)), Throws.TypeOf<InvalidRecordException>().With.Message.Contains(problem));
    }

    [Test]
    public async Task ReadAsync_OpenRank_MapsEachValue()
    {
        var options = new AttestationReaderOptions
        {
            OpenRank = new OpenRankMapping
            {
                Opinion = value => value > 0 ? new Opinion(value, 0, 1 - value, 0.5) : null,
                CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
            },
        };

        var records = await ReadAsync(Lines("i,j,v", $"{First},{Subject},0.25", $"{Second},{Subject},-1", $"{Second},{First},0.5"), options);

        Assert.That(
            records.Select(record => (record.Number, record.Attestation.Source, record.Attestation.Target, record.Attestation.Opinion.Belief)),
            Is.EqualTo(new[] { (1L, First, Subject, 0.25), (3L, Second, First, 0.5) }));
    }

    private sealed class EndlessStream(byte[] beginning, byte rest) : MemoryStream(beginning)
    {
        public long Given { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = await base.ReadAsync(buffer, cancellationToken);
            if (count == 0)
            {
                buffer.Span.Fill(rest);
                count = buffer.Length;
            }

            Given += count;
            return count;
        }
    }
}
