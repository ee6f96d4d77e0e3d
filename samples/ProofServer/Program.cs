using ProofServer.Hosting;

return args switch
{
    ["token", .. var rest] => TokenCommand.Run(rest),
    _ => await Server.RunAsync(args),
};
