using Tidings.Smpp.Codec;

namespace Tidings.Smpp.Sessions;

/// <summary>The requests that a session sends on its own and nobody else for it.</summary>
internal static class SessionCommands
{
    public static bool Contains(CommandId id) =>
        id is CommandId.BindReceiver or CommandId.BindTransmitter or CommandId.BindTransceiver or CommandId.Unbind;

    public static bool IsBind(CommandId id) => id is CommandId.BindReceiver or CommandId.BindTransmitter or CommandId.BindTransceiver;
}
