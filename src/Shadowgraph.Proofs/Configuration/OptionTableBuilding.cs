namespace Shadowgraph.Proofs.Configuration;

/// <summary>Methods for defining tables.</summary>
internal static class OptionTableBuilding
{
    /// <summary>Adds a whole number.</summary>
    public static OptionTable<TOptions> Number<TOptions>(
        this OptionTable<TOptions> table, string name, int least, Func<TOptions, int> get, Action<TOptions, int> set, string text)
        where TOptions : new() =>
        table.Add(new ValueOption<TOptions, int>(name, new NumberType<int>(least), get, set, text));

    /// <summary>Adds a whole number of up to 64 bits.</summary>
    public static OptionTable<TOptions> Number<TOptions>(
        this OptionTable<TOptions> table, string name, long least, Func<TOptions, long> get, Action<TOptions, long> set, string text)
        where TOptions : new() =>
        table.Add(new ValueOption<TOptions, long>(name, new NumberType<long>(least), get, set, text));

    /// <summary>Adds a positive duration.</summary>
    public static OptionTable<TOptions> Duration<TOptions>(
        this OptionTable<TOptions> table, string name, Func<TOptions, TimeSpan> get, Action<TOptions, TimeSpan> set, string text)
        where TOptions : new() =>
        table.Duration(name, DurationType.LongerThanZero, DurationType.Longest, get, set, text);

    /// <summary>Adds a duration within bounds.</summary>
    public static OptionTable<TOptions> Duration<TOptions>(
        this OptionTable<TOptions> table,
        string name,
        TimeSpan least,
        TimeSpan most,
        Func<TOptions, TimeSpan> get,
        Action<TOptions, TimeSpan> set,
        string text)
        where TOptions : new() =>
        table.Add(new ValueOption<TOptions, TimeSpan>(name, new DurationType(least, most), get, set, text));

    /// <summary>Adds a Boolean option.</summary>
    public static OptionTable<TOptions> Flag<TOptions>(
        this OptionTable<TOptions> table, string name, Func<TOptions, bool> get, Action<TOptions, bool> set, string text)
        where TOptions : new() =>
        table.Add(new ValueOption<TOptions, bool>(name, new FlagType(), get, set, text));

    /// <summary>Adds a choice from several names.</summary>
    public static OptionTable<TOptions> Choice<TOptions, TChoice>(
        this OptionTable<TOptions> table, string name, Func<TOptions, TChoice> get, Action<TOptions, TChoice> set, string text)
        where TOptions : new()
        where TChoice : struct, Enum =>
        table.Add(new ValueOption<TOptions, TChoice>(name, new ChoiceType<TChoice>(), get, set, text));

    /// <summary>Adds the options of a group.</summary>
    public static OptionTable<TOptions> Group<TOptions, TGroup>(
        this OptionTable<TOptions> table, string name, Func<TOptions, TGroup> get, OptionTable<TGroup> group)
        where TOptions : new()
        where TGroup : new() =>
        table.Add(new OptionGroup<TOptions, TGroup>(name, get, group));
}
