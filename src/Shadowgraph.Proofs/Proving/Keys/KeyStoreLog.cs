using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>The key store's log messages for operators. Event ids are stable.</summary>
internal static partial class KeyStoreLog
{
    [LoggerMessage(2001, LogLevel.Warning,
        "The {Size} proving key is a development key: its creator can forge proofs. Use keys from a ceremony in production.")]
    public static partial void DevelopmentKeyInUse(this ILogger logger, CircuitSize size);

    [LoggerMessage(2002, LogLevel.Warning,
        "This user has no data folder: the {Size} development key is kept in memory, and every process makes it again. Configure one.")]
    public static partial void NoDirectory(this ILogger logger, CircuitSize size);

    [LoggerMessage(2003, LogLevel.Warning, "The development key {Path} is damaged and is made again: {Problem}")]
    public static partial void KeyDamaged(this ILogger logger, string path, string problem);

    [LoggerMessage(2004, LogLevel.Warning,
        "The development key {Path} can't be saved, so it is kept in memory and made again by every process: {Problem}")]
    public static partial void NotSaved(this ILogger logger, string path, string problem);

    [LoggerMessage(2005, LogLevel.Information, "Made the {Size} development key in {Seconds:F1} s.")]
    public static partial void KeyMade(this ILogger logger, CircuitSize size, double seconds);

    [LoggerMessage(2006, LogLevel.Information, "Loaded the {Size} proving key from {Path}.")]
    public static partial void KeyLoaded(this ILogger logger, CircuitSize size, string path);

    [LoggerMessage(2007, LogLevel.Information, "The {Size} proving key in {Path} can be used.")]
    public static partial void KeyChecked(this ILogger logger, CircuitSize size, string path);

    [LoggerMessage(2008, LogLevel.Information, "Made the prepared file of the {Size} proving key {Path}: the next process loads the key faster.")]
    public static partial void KeyPrepared(this ILogger logger, CircuitSize size, string path);

    [LoggerMessage(2009, LogLevel.Information, "The prepared file of the proving key {Path} isn't used: {Problem}")]
    public static partial void PreparedFileNotUsed(this ILogger logger, string path, string problem);

    [LoggerMessage(2010, LogLevel.Information, "The prepared file of the proving key {Path} can't be made: {Problem}")]
    public static partial void PreparedFileNotMade(this ILogger logger, string path, string problem);
}
