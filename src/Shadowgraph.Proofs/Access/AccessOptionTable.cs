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
            "`Open` accepts everyone except blocked users, `Closed` only the users in `Allowed`; with an empty list, nobody.")
        .Add(new UserSetOption<AccessOptions>(
            "Allowed",
            static options => options.Allowed,
            "The users accepted in the mode `Closed`. Must be empty in the mode `Open`, where the list would have no effect."))
        .Add(new UserSetOption<AccessOptions>(
            "Blocked", static options => options.Blocked, "The users refused in both modes, even if also in `Allowed`."))
        .Choice(
            "MissingUser",
            static options => options.MissingUser,
            static (options, value) => options.MissingUser = value,
            "The treatment of requests without a user: as a user on neither list, always accepted, or refused.")
        .Rule(static (options, path, failures) =>
        {
            if (options.Mode == AccessMode.Open && options.Allowed.Count > 0)
            {
                failures.Add(
                    $"{path}.Allowed has users, and {path}.Mode is Open, which accepts everyone; set the mode to Closed, or leave the list "
                    + "empty.");
            }
        });
}
