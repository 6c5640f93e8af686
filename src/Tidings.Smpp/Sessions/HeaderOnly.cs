using Tidings.Smpp.Codec;

namespace Tidings.Smpp.Sessions;

/// <summary>Any response without its body, as an error is answered (SMPP 3.4 §4.4.2, note 1).</summary>
internal readonly ref struct HeaderOnly(CommandId response) : IResponsePdu<HeaderOnly>
{
    public CommandId CommandId { get; } = response;

    public int MaxLength => PduHeader.Length;

    public static HeaderOnly Read(scoped ref PduReader reader, CommandId commandId) => new(commandId);

    public static bool Is(CommandId commandId) => commandId.IsResponse();

    public void Write(scoped ref PduWriter writer)
    {
    }
}
