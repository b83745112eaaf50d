#include "document/new_audit.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace touchstone {
namespace {

struct StageRow {
  std::string_view id, name;
  Phase phase;
  StageRole role;
};

constexpr std::array<StageRow, 6> k_stages = {{
    {"discover", "Discover", Phase::pre_purchase, StageRole::marketing},
    {"choose", "Choose", Phase::purchase, StageRole::sales},
    {"start", "Get started", Phase::post_purchase, StageRole::onboarding},
    {"use", "Use", Phase::post_purchase, StageRole::use},
    {"help", "Get help", Phase::post_purchase, StageRole::support},
    {"recommend", "Stay and recommend", Phase::advocacy, StageRole::advocacy},
}};

struct ChannelRow {
  std::string_view id, name;
  ChannelKind kind;
  bool mobile;
};

constexpr std::array<ChannelRow, 5> k_channels = {{
    {"website", "Website", ChannelKind::digital, false},
    {"app", "Mobile app", ChannelKind::digital, true},
    {"email", "E-mail", ChannelKind::digital, false},
    {"phone", "Phone", ChannelKind::human, false},
    {"in-person", "In person", ChannelKind::physical, false},
}};

}  // namespace

Audit new_audit(Date as_of, std::string title) {
  Audit audit;
  audit.header.title = std::move(title);
  audit.header.as_of = as_of;
  for (const StageRow& row : k_stages) {
    Stage stage;
    stage.id = StageId(std::string(row.id));
    stage.name = row.name;
    stage.phase = row.phase;
    stage.role = row.role;
    audit.stages.push_back(std::move(stage));
  }
  for (const ChannelRow& row : k_channels) {
    Channel channel;
    channel.id = ChannelId(std::string(row.id));
    channel.name = row.name;
    channel.kind = row.kind;
    channel.mobile = row.mobile;
    audit.channels.push_back(std::move(channel));
  }
  Rater rater;
  rater.id = RaterId("you");
  rater.name = "You";
  audit.raters.push_back(std::move(rater));
  audit.header.known.stages = audit.header.known.channels = audit.header.known.raters = true;
  return audit;
}

}  // namespace touchstone
