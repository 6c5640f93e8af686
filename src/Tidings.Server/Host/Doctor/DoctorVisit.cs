using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Tidings.Security.Keys.Providers;

namespace Tidings.Server.Host.Doctor;

/// <summary>What the checks look at: a store's folder, and the configuration with which its node runs.</summary>
internal sealed record DoctorVisit(string Folder, IConfiguration Configuration, string? TimeServer, TimeProvider Time)
{
    /// <summary>Reading a large file to its end is bounded: a doctor has an answer within a minute or so.</summary>
    public static readonly TimeSpan LongestReading = TimeSpan.FromSeconds(30);

    /// <exception cref="InvalidOperationException">A value is none of its kind.</exception>
    public T Options<T>(string section) where T : new() => Configuration.GetSection(section).Get<T>() ?? new();

    /// <summary>Fresh at each call: a path in it is made whole by whoever uses it. Whoever only looks makes no root key, also where the node may.</summary>
    /// <exception cref="OptionsValidationException">They are wrong.</exception>
    public KeyProviderOptions Keys()
    {
        var options = Options<KeyProviderOptions>(KeyProviderOptions.Section);
        options.File.CreateIfMissing = false;
        return options.Problems() is { Count: > 0 } problems ? throw new OptionsValidationException(KeyProviderOptions.Section, typeof(KeyProviderOptions), problems) : options;
    }

    /// <summary>True when the time for reading has passed.</summary>
    public Func<bool> Enough()
    {
        var began = Time.GetTimestamp();
        return () => Time.GetElapsedTime(began) > LongestReading;
    }
}
