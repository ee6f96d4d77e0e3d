namespace ProofServer.Live;

/// <summary>The first message of a socket.</summary>
internal sealed record AuthenticateMessage(string Type, string Token);
