namespace Tidings.Server.Deliver.Binds;

/// <summary>One bind of a carrier; its key is <c>main/0</c>, <c>main/1</c> ... Pulsed about once a second by every node, so that it has an owner.</summary>
[Alias("tidings.bind")]
internal interface IBindGrain : IGrainWithStringKey
{
    [Alias("pulse")]
    ValueTask Pulse();

    /// <summary>Drains it and gives it up, and does not take it again: this process stops.</summary>
    [Alias("drain")]
    ValueTask Drain();
}
