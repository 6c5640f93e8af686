namespace Tidings.Simulator;

public sealed partial class SmscSimulator
{
    Phone.PhoneHost? phone;

    async Task OpenPhoneAsync(SimulatorOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        if (options.PhonePort is null)
            return;
        phone = await Phone.PhoneHost.StartAsync(options, exchange, SmppPort, clock, cancellation);
        PhoneUrl = phone.Url;
    }

    ValueTask ClosePhoneAsync() => phone?.DisposeAsync() ?? ValueTask.CompletedTask;
}
