using ProofServer.Hosting;
using ProofServer.Profiling;

return args switch
{
    ["token", .. var rest] => TokenCommand.Run(rest),
    ["profile", .. var rest] => await ProfileCommand.RunAsync(rest),
    ["publisher", .. var rest] => await PublisherServer.RunAsync(rest),
    _ => await Server.RunAsync(args),
};
