using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Shadowgraph.Proofs.Tests.Documentation;

/// <summary>docs/events.md lists every message that the library logs, as it is.</summary>
[TestFixture]
public sealed class LogEventTests
{
    private static readonly (LoggerMessageAttribute Message, string Name)[] Logged =
    [
        .. typeof(IProofPipeline).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => (Message: method.GetCustomAttribute<LoggerMessageAttribute>()!, method.Name))
            .Where(each => each.Message is not null)
            .OrderBy(each => each.Message.EventId),
    ];

    [Test]
    public void Events_HaveIdsOfTheirOwn() =>
        Assert.That(Logged.Select(each => each.Message.EventId), Is.Unique.And.Not.Empty);

    [Test]
    public void Document_ListsEveryEventAsItIs()
    {
        var rows = Documents.Read("docs/events.md").TrimEnd('\n').Split('\n').SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal)).Skip(1);

        Assert.That(
            rows,
            Is.EqualTo(Logged.Select(each => $"| {each.Message.EventId} | {each.Message.Level} | {each.Name} | {each.Message.Message} |")));
    }
}
