using Shadowgraph.Proofs.Configuration;

namespace Shadowgraph.Proofs.Access;

/// <summary>The options of <see cref="AccessOptions"/>.</summary>
internal static class AccessOptionTable
{
    public static OptionTable<AccessOptions> Table { get; } = new OptionTable<AccessOptions>()
        .Choice(
            "Mode",
            static options => options.Mode,
            static (options, value) => options.Mode = value,
            "`Open` lets everyone in who is not blocked, `Closed` only those of `Allowed`; with an empty list, nobody.")
        .Add(new UserSetOption<AccessOptions>(
            "Allowed",
            static options => options.Allowed,
            "Who is let in while the mode is `Closed`. In mode `Open` it must be empty: there it would have no effect."))
        .Add(new UserSetOption<AccessOptions>(
            "Blocked", static options => options.Blocked, "Who is refused in either mode, even those of `Allowed`."))
        .Choice(
            "MissingUser",
            static options => options.MissingUser,
            static (options, value) => options.MissingUser = value,
            "What becomes of requests without a user: let in as anyone is who is on no list, let in always, or refused.")
        .Rule(static (options, path, failures) =>
        {
            if (options.Mode == AccessMode.Open && options.Allowed.Count > 0)
            {
                failures.Add(
                    $"{path}.Allowed has users, and {path}.Mode is Open, which lets everyone in; set the mode to Closed, or leave the list "
                    + "empty.");
            }
        });
}
