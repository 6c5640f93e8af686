using Microsoft.Extensions.Options;
using Tidings.Core.Messages;

namespace Tidings.Server.Track.Retention;

/// <summary>No text outlives the facts around it, and no fact the log's entry of it.</summary>
internal sealed class RetentionOptionsCheck : IValidateOptions<RetentionOptions>
{
    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        string[] wrong = [.. Enum.GetValues<MessageClass>().Where(of => options.TextsOf(of) > options.Facts)
            .Select(of => $"{RetentionOptions.Section}:Facts is shorter than the time for texts of class {of}: a text cannot outlive what is known of it.")];
        if (options.AuditLog < options.Facts)
            wrong = [.. wrong, $"{RetentionOptions.Section}:AuditLog is shorter than {RetentionOptions.Section}:Facts: no fact can outlive its entry in the audit log."];
        return wrong.Length > 0 ? ValidateOptionsResult.Fail(wrong) : ValidateOptionsResult.Success;
    }
}
